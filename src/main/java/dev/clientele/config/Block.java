package dev.clientele.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads one block's values. What cannot be used is noted in {@link Problems} and replaced by
 * something harmless, so that reading goes on and finds everything else that is wrong.
 */
final class Block {
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /** Characters of a wrong value in a message. */
  private static final int MOST_SHOWN = 80;

  private final String path;
  private final Map<String, ConfigValue> values;
  private final Problems problems;

  Block(String path, Map<String, ConfigValue> values, Problems problems) {
    this.path = path;
    this.values = values;
    this.problems = problems;
  }

  /** The block of that name; an empty one if there is something else in its place. */
  Block block(String key) {
    ConfigValue value = values.get(key);
    if (value instanceof ConfigObject object) {
      return new Block(path(key), object, problems);
    }
    reject(key, "a block { ... }", value);
    return new Block(path(key), Map.of(), problems);
  }

  int integer(String key, int low, int high) {
    ConfigValue value = values.get(key);
    BigDecimal number = number(value);
    if (!isWithin(number, low, high)) {
      reject(key, wholeNumber(low, high), value);
      return low;
    }
    return number.intValueExact();
  }

  long longInteger(String key) {
    ConfigValue value = values.get(key);
    BigDecimal number = number(value);
    if (!isWithin(number, Long.MIN_VALUE, Long.MAX_VALUE)) {
      reject(key, "a whole number of 64 bits", value);
      return 0;
    }
    return number.longValueExact();
  }

  List<Integer> integers(String key, int low, int high) {
    ConfigValue value = values.get(key);
    if (!(value instanceof ConfigList list)) {
      reject(key, "a list of whole numbers", value);
      return List.of();
    }
    List<Integer> result = new ArrayList<>();
    for (ConfigValue element : list) {
      BigDecimal number = number(element);
      if (!isWithin(number, low, high)) {
        reject(key, "a list in which each is " + wholeNumber(low, high), element);
        return List.of();
      }
      result.add(number.intValueExact());
    }
    return result;
  }

  List<Long> longIntegers(String key) {
    ConfigValue value = values.get(key);
    if (!(value instanceof ConfigList list)) {
      reject(key, "a list of whole numbers", value);
      return List.of();
    }
    List<Long> result = new ArrayList<>();
    for (ConfigValue element : list) {
      BigDecimal number = number(element);
      if (!isWithin(number, Long.MIN_VALUE, Long.MAX_VALUE)) {
        reject(key, "a list of whole numbers of 64 bits", element);
        return List.of();
      }
      result.add(number.longValueExact());
    }
    return result;
  }

  /** At least one number, each in the range. */
  List<Double> numbers(String key, Range range) {
    ConfigValue value = values.get(key);
    if (!(value instanceof ConfigList list) || list.isEmpty()) {
      reject(key, "a list of at least one number", value);
      return List.of();
    }
    List<Double> result = new ArrayList<>();
    for (ConfigValue element : list) {
      BigDecimal number = number(element);
      if (number == null || !range.contains(number.doubleValue())) {
        reject(key, "a list in which each is " + range, element);
        return List.of();
      }
      result.add(number.doubleValue());
    }
    return result;
  }

  double number(String key, Range range) {
    ConfigValue value = values.get(key);
    BigDecimal number = number(value);
    double result = number == null ? Double.NaN : number.doubleValue();
    if (!range.contains(result)) {
      reject(key, range.toString(), value);
    }
    return result;
  }

  /** HOCON's words for true and false; environment variables bring them as text. */
  boolean flag(String key) {
    ConfigValue value = values.get(key);
    return switch (value == null ? "" : String.valueOf(value.unwrapped())) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> {
        reject(key, "true or false", value);
        yield false;
      }
    };
  }

  String text(String key) {
    ConfigValue value = values.get(key);
    if (!isText(value)) {
      reject(key, "text", value);
      return "";
    }
    return textOf(value);
  }

  private static String textOf(ConfigValue value) {
    return value.valueType() == ConfigValueType.NUMBER ? shown(value) : (String) value.unwrapped();
  }

  List<String> texts(String key) {
    ConfigValue value = values.get(key);
    if (!(value instanceof ConfigList list)) {
      reject(key, "a list of texts", value);
      return List.of();
    }
    List<String> result = new ArrayList<>();
    for (ConfigValue element : list) {
      if (!isText(element)) {
        reject(key, "a list in which each is text", element);
        return List.of();
      }
      result.add(textOf(element));
    }
    return result;
  }

  /** Text that can be a part of a file's name on any system. */
  String fileName(String key) {
    String text = text(key);
    if (isText(values.get(key)) && !FILE_NAME.matcher(text).matches()) {
      reject(
          key,
          "letters, digits, '.', '_' and '-', of which the first is a letter or a digit,",
          values.get(key));
    }
    return text;
  }

  <E extends Enum<E>> E choice(String key, Class<E> type) {
    ConfigValue value = values.get(key);
    String text = value == null ? "" : String.valueOf(value.unwrapped());
    for (E choice : type.getEnumConstants()) {
      if (nameOf(choice).equals(text)) {
        return choice;
      }
    }
    reject(key, "one of " + namesOf(type), value);
    return type.getEnumConstants()[0];
  }

  /** A list of an enum's constants. */
  <E extends Enum<E>> Set<E> choices(String key, Class<E> type) {
    ConfigValue value = values.get(key);
    Map<String, E> known = new HashMap<>();
    Stream.of(type.getEnumConstants()).forEach(choice -> known.put(nameOf(choice), choice));
    Set<E> result = EnumSet.noneOf(type);
    if (!(value instanceof ConfigList list)) {
      reject(key, "a list of " + namesOf(type), value);
      return result;
    }
    for (ConfigValue element : list) {
      E choice = known.get(String.valueOf(element.unwrapped()));
      if (choice == null) {
        reject(key, "a list in which each is one of " + namesOf(type), element);
        return result;
      }
      result.add(choice);
    }
    return Collections.unmodifiableSet(result);
  }

  private static <E extends Enum<E>> String namesOf(Class<E> type) {
    return Stream.of(type.getEnumConstants()).map(Block::nameOf).collect(Collectors.joining(", "));
  }

  /** How a configuration writes an enum's constant. */
  static String nameOf(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private void reject(String key, String expected, ConfigValue value) {
    if (value != null) { // an absent value's block was rejected already
      problems.broken(
          path(key),
          value.origin(),
          "expected " + expected + " but was " + shortened(shown(value)));
    }
  }

  /** A number, also where it is text (environment variables are); null if it is none. */
  private static BigDecimal number(ConfigValue value) {
    if (value == null
        || !(value.unwrapped() instanceof String || value.unwrapped() instanceof Number)) {
      return null;
    }
    try {
      return new BigDecimal(value.unwrapped().toString().strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static boolean isWithin(BigDecimal number, long low, long high) {
    return number != null
        && number.compareTo(BigDecimal.valueOf(low)) >= 0
        && number.compareTo(BigDecimal.valueOf(high)) <= 0
        && number.stripTrailingZeros().scale() <= 0;
  }

  private static String wholeNumber(long low, long high) {
    return high == Integer.MAX_VALUE
        ? "a whole number of " + low + " or more"
        : "a whole number from " + low + " to " + high;
  }

  private static String shortened(String text) {
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
  }

  /** Digits need no quotes to be text. */
  private static boolean isText(ConfigValue value) {
    return value != null
        && (value.valueType() == ConfigValueType.STRING
            || value.valueType() == ConfigValueType.NUMBER);
  }

  /** A value as the user wrote it: only as text does a number keep its notation. */
  static String shown(ConfigValue value) {
    return value.valueType() == ConfigValueType.NUMBER
        ? value.atKey("number").getString("number")
        : value.render(ConfigRenderOptions.concise());
  }
}
