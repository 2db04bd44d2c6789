package dev.clientele.cli;

import dev.clientele.bench.StepSize;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Network sizes by their names in small letters, as all other words of a command line are. */
final class StepSizeConverter implements ITypeConverter<StepSize> {
  @Override
  public StepSize convert(String text) {
    return Arrays.stream(StepSize.values())
        .filter(size -> name(size).equals(text))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException(expected(text)));
  }

  private static String expected(String text) {
    String names =
        Arrays.stream(StepSize.values())
            .map(StepSizeConverter::name)
            .collect(Collectors.joining(", "));
    return "expected one of " + names + " but was " + text;
  }

  static String name(StepSize size) {
    return size.name().toLowerCase(Locale.ROOT);
  }
}
