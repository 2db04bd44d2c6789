package dev.clientele.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
  @TempDir Path folder;

  @Test
  void showsTheRun() throws IOException {
    RunDirectory run = FakeRun.write(folder.resolve("quickstart"));
    HtmlReport.write(run);
    String html = Files.readString(run.report());
    assertContains(html, "A finished run: 50 rounds, 1,000 client visits");
    assertContains(html, "\u221229 %");
    assertContains(html, "0.06120, against 0.08610 of the population&#39;s model");
    assertContains(html, "src=\"data:image/png;base64,iVBOR");
    assertContains(html, "seen clients, population&#39;s model: 0.");
    assertContains(html, "<div class=\"tile better\"><span class=\"what\">seen clients: accuracy");
    assertContains(html, "<th>seen clients: accuracy</th><td>0.7500</td><td>0.5000</td>");
    assertContains(html, "<td>7 of 8</td>");
    assertContains(html, "<figcaption>KID-lenet</figcaption>");
    assertContains(html, "3b1f0c5e9d");
    assertContains(html, "Phases: pre-training from round 1, adaptation from round 50.");
    assertContains(html, "<th>command</th><td>run conf/quickstart.conf</td>");
    String words = html.replaceAll("base64,[^\"]*", ""); // a picture may spell anything
    assertFalse(words.contains("NaN"), "what is not a number is a dash");
    assertFalse(html.contains("Infinity"));
  }

  @Test
  void needsNothingFromElsewhere() {
    String html = HtmlReport.html(FakeRun.write(folder));
    assertFalse(html.contains("<script"));
    assertFalse(html.contains("http:"));
    assertFalse(html.contains("https:"));
    assertFalse(html.contains("url("));
  }

  @Test
  void escapesEverythingThatComesFromFiles() throws IOException {
    RunDirectory run = FakeRun.write(folder.resolve("a<b>&\"c"));
    Files.writeString(
        run.clients(),
        "{\"round\":1,\"outcome\":\"<script>alert(1)</script>\"}\n",
        StandardOpenOption.APPEND);
    Files.writeString(
        run.manifest(),
        "{\"<img src=x>\":{\"'\":[\"<i>\"]}}",
        StandardOpenOption.TRUNCATE_EXISTING);
    Files.move(run.samples().resolve("seen.png"), run.samples().resolve("\"onload=\"x.png"));
    String html = HtmlReport.html(run);
    assertFalse(html.contains("<script"));
    assertFalse(html.contains("<img src=x"));
    assertFalse(html.contains("<b>"));
    assertFalse(html.contains("<i>"));
    assertFalse(html.contains("\"\"onload"));
    assertContains(html, "&lt;b&gt;inverted&lt;/b&gt; &amp; thin");
    assertContains(html, "&lt;script&gt;alert(1)&lt;/script&gt;");
    assertContains(html, "quick &lt;start&gt;");
    assertContains(html, "<h1>a&lt;b&gt;&amp;&quot;c</h1>");
  }

  @Test
  void survivesAnEmptyDirectory() {
    String html = HtmlReport.html(RunDirectory.create(folder, false));
    assertContains(html, "An unfinished run: 0 rounds");
    assertContains(html, "config.conf is not there; metrics.jsonl is not there");
    assertContains(html, "summary.json is not there");
  }

  @Test
  void survivesAndNamesDamagedFiles() throws IOException {
    RunDirectory run = FakeRun.write(folder);
    Files.writeString(
        run.metrics(),
        "\n[1]\n\"text\"\n{\"event\":\"round\",\"round\":\"x\",\"loss\":{}}\n{\"event\":\"rou",
        StandardOpenOption.APPEND);
    Files.write(run.clients(), new byte[] {(byte) 0xC3, '\n', 0, (byte) 0xFF, '{'});
    Files.writeString(run.summary(), "{\"seen\": {\"loss\": 0.0");
    Files.writeString(run.timing(), "");
    Files.delete(run.manifest());
    Files.delete(run.samples().resolve("seen.png"));
    Files.delete(run.samples());
    String html = HtmlReport.html(run);
    assertContains(html, "summary.json could not be read");
    assertContains(html, "manifest.json is not there");
    assertContains(html, "metrics.jsonl: 4 of ");
    assertContains(html, "clients.jsonl: 2 of 2 lines could not be read");
    assertContains(html, "An unfinished run: 50 rounds");
  }

  @Test
  void numbersReadWell() {
    assertEquals("0.06123", Html.number(0.061234));
    assertEquals("12,345", Html.number(12345));
    assertEquals("123.5", Html.number(123.456));
    assertEquals("1.200e-06", Html.number(1.2e-6));
    assertEquals("0.5", Html.tick(0.5));
    assertEquals("100", Html.tick(100));
    assertEquals("\u2013", Html.number(Double.NaN));
    assertEquals("999 bytes", Html.bytes(999));
    assertEquals("1.2 GB", Html.bytes(1_230_000_000L));
  }

  private static void assertContains(String html, String expected) {
    assertTrue(html.contains(expected), () -> "expected " + expected + " in\n" + html);
  }
}
