package dev.clientele.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes of small files that are there whole or not at all, whenever the process or the machine
 * stops. One writer a file.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Replaces {@code file}'s content; what was there before stays until the new content is safe. */
  public static void write(Path file, byte[] content) {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
    try {
      writeSynced(temporary, content);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      syncFolder(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      temporary.toFile().delete();
      throw new ReportException("cannot write " + file + ": " + reason(e), e);
    }
  }

  private static void writeSynced(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  /** The move itself is only safe once the folder is; Windows cannot open one and need not. */
  private static void syncFolder(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** What the file system said, in words: many of its exceptions have only a path for a message. */
  static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException _ -> "permission denied";
      case java.nio.file.NoSuchFileException _ -> "no such file or directory";
      case java.nio.file.FileAlreadyExistsException _ -> "a file of that name is in the way";
      case java.nio.file.FileSystemException f when f.getReason() != null -> f.getReason();
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }
}
