package dev.clientele.data;

import dev.clientele.tensor.RandomKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Clients as the data set has them, such as the writers of letters: a column of a table. */
final class NaturalIds {
  private NaturalIds() {}

  /**
   * Each id with the numbers of its images.
   *
   * @param file a table with a row an image
   * @param idColumn the column with the ids
   * @param imageColumn the column with the images' names; empty: the rows are in the pool's order
   * @param damage what to do about rows of images that are not in the pool
   * @throws DataException if the table does not fit the pool
   */
  static SortedMap<String, int[]> read(
      Path file, String idColumn, String imageColumn, ImagePool pool, Damage damage) {
    Table table = Table.read(file);
    int ids = table.column(idColumn);
    int[] images = imageColumn.isEmpty() ? inOrder(table, pool, file) : null;
    if (images == null) {
      images = byName(table, table.column(imageColumn), pool, damage);
    }
    SortedMap<String, List<Integer>> found = new TreeMap<>();
    for (int row = 0; row < images.length; row++) {
      if (images[row] >= 0) {
        found.computeIfAbsent(table.cell(row, ids), id -> new ArrayList<>()).add(images[row]);
      }
    }
    SortedMap<String, int[]> result = new TreeMap<>();
    found.forEach((id, list) -> result.put(id, list.stream().mapToInt(i -> i).toArray()));
    return result;
  }

  private static int[] inOrder(Table table, ImagePool pool, Path file) {
    if (table.rows() != pool.count()) {
      throw new DataException(
          file
              + ": expected "
              + pool.count()
              + " rows below the header, one an image, but was "
              + table.rows());
    }
    int[] images = new int[pool.count()];
    Arrays.setAll(images, i -> i);
    return images;
  }

  private static int[] byName(Table table, int column, ImagePool pool, Damage damage) {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < pool.count(); i++) {
      numbers.put(pool.imageName(i), i);
    }
    int[] images = new int[table.rows()];
    boolean[] used = new boolean[pool.count()];
    for (int row = 0; row < images.length; row++) {
      String name = table.cell(row, column);
      Integer number = numbers.get(name);
      images[row] = number == null ? -1 : number;
      if (number == null) {
        damage.report(table.problem(row, "the name of an image of " + pool.name(), name));
      } else if (used[number]) {
        throw table.problem(row, "each image once", name + " again");
      } else {
        used[number] = true;
      }
    }
    return images;
  }

  /**
   * As many clients as are asked for, chosen at random among those with enough images.
   *
   * @param takesAll whether a client gets all of its images, otherwise as many as all others
   * @param empty what to do about ids with too few images
   * @throws DataException if there are too few clients
   */
  static Holdings hold(
      SortedMap<String, int[]> ids,
      ClientCounts counts,
      boolean takesAll,
      RandomKey key,
      String where,
      Damage empty) {
    List<String> names = List.copyOf(ids.keySet());
    int[] order = key.child("order").stream().sample(names.size(), names.size());
    int needed = takesAll ? counts.fewest() : counts.imagesEach();
    List<Holding> clients = new ArrayList<>();
    for (int place : order) {
      if (clients.size() == counts.clients()) {
        break;
      }
      String name = names.get(place);
      int[] images = ids.get(name).clone();
      if (images.length < needed) {
        empty.report(Holdings.tooFew(where, "client \"" + name + "\"", needed, images.length));
      } else {
        key.child("division").child(name).stream().shuffle(images);
        int count = takesAll ? images.length : needed;
        clients.add(new Holding(Arrays.copyOf(images, count), name, -1));
      }
    }
    if (clients.size() < counts.clients()) {
      throw new DataException(
          String.format(
              "%s: expected %d clients with at least %d images but there are %d",
              where, counts.clients(), needed, clients.size()));
    }
    return new Holdings(clients, counts.registered(), empty.skipped());
  }
}
