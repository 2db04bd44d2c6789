package dev.clientele.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a folder {@code domain/class/image} lists. Hidden files, and files beside domains and
 * classes, are no part of it.
 *
 * @param root the folder of the domains
 * @param domains their names
 * @param classes the names of the classes of all domains, in order
 * @param files the images, domain by domain and class by class, in the order of their names
 */
record ImageFiles(Path root, List<String> domains, List<String> classes, List<Entry> files) {
  private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png");

  /**
   * One image.
   *
   * @param domain the number of its domain
   * @param label the number of its class
   * @param path below the root, with slashes
   */
  record Entry(int domain, int label, String path) {}

  /**
   * Lists the folder.
   *
   * @param chosen names of the domains to take, in their order; empty: all that are there
   * @throws DataException if there are no images, or a problem is an error
   */
  static ImageFiles list(Path root, List<String> chosen, Damage damage) {
    if (!Files.isDirectory(root)) {
      throw new DataException("expected a folder " + root + " but there is none");
    }
    List<String> there = folders(root);
    for (String domain : chosen) {
      if (!there.contains(domain)) {
        throw new DataException(
            root + ": expected a domain " + domain + " (data.domains) but there are " + there);
      }
    }
    List<String> domains = chosen.isEmpty() ? there : List.copyOf(chosen);
    Set<String> classes = new TreeSet<>();
    domains.forEach(domain -> classes.addAll(folders(root.resolve(domain))));
    List<String> labels = List.copyOf(classes);
    List<Entry> files = new ArrayList<>();
    for (int d = 0; d < domains.size(); d++) {
      Path folder = root.resolve(domains.get(d));
      List<String> found = folders(folder);
      if (found.isEmpty()) {
        damage.report(
            new DataException(
                folder + ": expected a folder for each class with its images but there is none"));
      }
      for (String name : found) {
        String path = domains.get(d) + "/" + name;
        files.addAll(images(root, path, d, labels.indexOf(name), damage));
      }
    }
    if (files.isEmpty()) {
      throw new DataException(
          root
              + ": expected images domain/class/*.jpg or *.png but there are none"
              + damage.firstSkipped());
    }
    return new ImageFiles(root, domains, labels, List.copyOf(files));
  }

  /** The images of one class of one domain. */
  private static List<Entry> images(Path root, String path, int domain, int label, Damage damage) {
    List<Entry> images = new ArrayList<>();
    for (Path file : children(root.resolve(path))) {
      String name = file.getFileName().toString();
      String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      if (Files.isRegularFile(file) && ENDINGS.contains(ending)) {
        images.add(new Entry(domain, label, path + "/" + name));
      } else {
        damage.report(
            new DataException(file + ": expected a file .jpg, .jpeg or .png but was another"));
      }
    }
    if (images.isEmpty()) {
      damage.report(
          new DataException(
              root.resolve(path) + ": expected at least one image but the class is empty"));
    }
    return images;
  }

  private static List<String> folders(Path folder) {
    return children(folder).stream()
        .filter(Files::isDirectory)
        .map(path -> path.getFileName().toString())
        .toList();
  }

  /** Sorted by name, in the order of the characters' numbers, whatever the system does. */
  private static List<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(path -> !path.getFileName().toString().startsWith("."))
          .sorted((a, b) -> a.getFileName().toString().compareTo(b.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw new DataException(folder + ": expected a readable folder but " + e.getMessage(), e);
    }
  }
}
