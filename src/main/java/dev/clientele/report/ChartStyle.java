package dev.clientele.report;

import java.awt.Color;
import java.util.Locale;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** How all charts look. */
final class ChartStyle {
  static final int WIDTH = 900;
  static final int HEIGHT = 540;

  /** Told apart by people who see few colours, too; and dark enough on white. */
  private static final Color[] COLOURS = {
    new Color(0x2A6FBB), new Color(0xD9601A), new Color(0x17805A), new Color(0x8F4FB3),
    new Color(0xB8860B), new Color(0xC2377A), new Color(0x5C6670), new Color(0x20A0B0),
    new Color(0x8B2E2E), new Color(0x7FAF1B), new Color(0x1B2A6B), new Color(0xE0A0B8)
  };

  private ChartStyle() {}

  static Color colour(int series) {
    return COLOURS[series % COLOURS.length];
  }

  static void apply(AxesChartStyler styler) {
    styler
        .setLegendPosition(LegendPosition.OutsideS)
        .setSeriesColors(COLOURS)
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBackgroundColor(Color.WHITE);
    styler.setLegendLayout(LegendLayout.Horizontal);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(new Color(0xDDDDDD));
    styler.setLocale(Locale.ROOT);
    styler.setYAxisDecimalPattern("#,##0.######");
  }
}
