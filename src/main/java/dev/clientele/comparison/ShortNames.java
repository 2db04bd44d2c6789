package dev.clientele.comparison;

import java.util.ArrayList;
import java.util.List;

/** Keys as short as they can be told apart. */
final class ShortNames {
  private ShortNames() {}

  /** Each key's last part, or the whole path where two keys have the same last part. */
  static List<String> of(List<String> keys) {
    List<String> lasts = keys.stream().map(ShortNames::last).toList();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      String last = lasts.get(i);
      boolean unique = lasts.indexOf(last) == lasts.lastIndexOf(last);
      names.add(unique ? last : keys.get(i));
    }
    return names;
  }

  static String last(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }
}
