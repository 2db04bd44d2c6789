package dev.clientele.simulation;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.SafetensorsTable;
import dev.clientele.tensor.SafetensorsTable.Visitor;
import dev.clientele.tensor.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** States in the files of a checkpoint, one for each layout, read when they are asked for. */
final class SavedStates implements States {
  private record OneFile(SafetensorsTable table) implements Group {
    @Override
    public Layout layout() {
      return table.layout();
    }

    @Override
    public int size() {
      return table.size();
    }

    @Override
    public int first() {
      return table.owner(0);
    }

    @Override
    public int last() {
      return table.owner(table.size() - 1);
    }

    @Override
    public void forEach(Visitor visitor) throws IOException {
      table.forEach(visitor);
    }
  }

  private final List<SafetensorsTable> tables;

  private SavedStates(List<SafetensorsTable> tables) {
    this.tables = List.copyOf(tables);
  }

  /**
   * Writes states, never more than a buffer of them at a time.
   *
   * @return how many files there are
   */
  static int write(SealedFolder folder, String name, States states) throws IOException {
    int files = 0;
    for (Group group : states.groups()) {
      Path file = file(folder, name, files++);
      try (var writer = new SafetensorsTable.Writer(file, group.layout(), group.size())) {
        group.forEach(writer::add);
        writer.finish();
      }
    }
    return files;
  }

  static SavedStates read(SealedFolder folder, String name, int files) throws IOException {
    List<SafetensorsTable> tables = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      tables.add(SafetensorsTable.open(file(folder, name, i)));
    }
    return new SavedStates(tables);
  }

  private static Path file(SealedFolder folder, String name, int group) {
    return folder.file(name + "-" + group + ".safetensors");
  }

  @Override
  public Optional<Weights> get(int client) {
    try {
      for (SafetensorsTable table : tables) {
        if (table.has(client)) {
          return table.row(client);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.empty();
  }

  @Override
  public boolean has(int client) {
    return tables.stream().anyMatch(table -> table.has(client));
  }

  @Override
  public List<Group> groups() {
    return tables.stream().<Group>map(OneFile::new).toList();
  }
}
