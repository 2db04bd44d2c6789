package dev.clientele.data;

import java.util.List;

/** The data sets of CIFAR, and which of their labels are read. */
enum CifarKind {
  CIFAR10(
      "cifar10",
      10,
      1,
      0,
      List.of(
          "data_batch_1.bin",
          "data_batch_2.bin",
          "data_batch_3.bin",
          "data_batch_4.bin",
          "data_batch_5.bin"),
      "test_batch.bin",
      "batches.meta.txt"),
  CIFAR100("cifar100", 100, 2, 1, List.of("train.bin"), "test.bin", "fine_label_names.txt"),
  /** CIFAR-100 by its 20 superclasses. */
  CIFAR100_COARSE("cifar100", 20, 2, 0, List.of("train.bin"), "test.bin", "coarse_label_names.txt");

  private final String dataSet;
  private final int classes;
  private final int labelBytes;
  private final int labelAt;
  private final List<String> trainFiles;
  private final String testFile;
  private final String namesFile;

  CifarKind(
      String dataSet,
      int classes,
      int labelBytes,
      int labelAt,
      List<String> trainFiles,
      String testFile,
      String namesFile) {
    this.dataSet = dataSet;
    this.classes = classes;
    this.labelBytes = labelBytes;
    this.labelAt = labelAt;
    this.trainFiles = List.copyOf(trainFiles);
    this.testFile = testFile;
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
    return trainFiles;
  }

  String testFile() {
    return testFile;
  }

  /** The text file with the classes' names, one a line. */
  String namesFile() {
    return namesFile;
  }
}
