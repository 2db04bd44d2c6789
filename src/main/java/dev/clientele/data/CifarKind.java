package dev.clientele.data;

import java.util.List;
import java.util.stream.IntStream;

/** The data sets of CIFAR, and which of their labels are read. */
enum CifarKind {
  CIFAR10("cifar10", 10, 1, 0, "batches.meta.txt"),
  CIFAR100("cifar100", 100, 2, 1, "fine_label_names.txt"),
  /** CIFAR-100 by its 20 superclasses. */
  CIFAR100_COARSE("cifar100", 20, 2, 0, "coarse_label_names.txt");

  private final String dataSet;
  private final int classes;
  private final int labelBytes;
  private final int labelAt;
  private final String namesFile;

  CifarKind(String dataSet, int classes, int labelBytes, int labelAt, String namesFile) {
    this.dataSet = dataSet;
    this.classes = classes;
    this.labelBytes = labelBytes;
    this.labelAt = labelAt;
    this.namesFile = namesFile;
  }

  String dataSet() {
    return dataSet;
  }

  /** What a message calls it. */
  String title() {
    return dataSet.equals("cifar10") ? "CIFAR-10" : "CIFAR-100";
  }

  int classes() {
    return classes;
  }

  /** How many bytes of labels come before an image. */
  int labelBytes() {
    return labelBytes;
  }

  /** Which of them is the label. */
  int labelAt() {
    return labelAt;
  }

  List<String> trainFiles() {
    return this == CIFAR10
        ? IntStream.rangeClosed(1, 5).mapToObj(i -> "data_batch_" + i + ".bin").toList()
        : List.of("train.bin");
  }

  String testFile() {
    return this == CIFAR10 ? "test_batch.bin" : "test.bin";
  }

  /** The text file with the classes' names, one a line. */
  String namesFile() {
    return namesFile;
  }
}
