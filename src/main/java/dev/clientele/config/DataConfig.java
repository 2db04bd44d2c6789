package dev.clientele.config;

import java.util.List;

/**
 * What the clients hold.
 *
 * @param path the folder with the data files; empty for glyphs
 * @param split which of EMNIST's splits
 * @param coarse whether CIFAR-100's labels are its 20 superclasses
 * @param domains folder: the domains to take, glyphs: the style domains; empty for all, or none
 * @param test where the global test set comes from
 * @param share which of the files' images there are
 * @param privateImages how many images of every domain are private
 * @param cache the folder for resized images; empty for one in the user's home
 * @param onDamaged what to do about files that cannot be used
 * @param height pixels
 * @param width pixels
 * @param channels 1 grey, 3 colour
 * @param styleStrength how strongly the clients' styles differ, from 0
 * @param rotation the largest angle by which a client turns its images, in degrees
 * @param tint how strongly a client's images are tinted
 * @param tone how much brightness, contrast and polarity are a client's own
 * @param labelConcentration of the Dirichlet distribution of a client's class mix
 * @param components mixture: how many Gaussians, which are the classes
 * @param separation mixture: the standard deviation of the components' means over that within a
 *     component
 */
public record DataConfig(
    Kind kind,
    String path,
    Split split,
    boolean coarse,
    List<String> domains,
    Test test,
    Share share,
    int privateImages,
    String cache,
    OnProblem onDamaged,
    int height,
    int width,
    int channels,
    double styleStrength,
    double rotation,
    double tint,
    double tone,
    double labelConcentration,
    int components,
    double separation) {

  /** Where the images come from. */
  public enum Kind {
    /** Drawn on demand. */
    GLYPHS,
    /** Files in MNIST's format, with MNIST's names. */
    IDX,
    /** Files in MNIST's format, with EMNIST's names and habits. */
    EMNIST,
    /** CIFAR-10's binary version. */
    CIFAR10,
    /** CIFAR-100's binary version. */
    CIFAR100,
    /** A folder domain/class/image. */
    FOLDER,
    /** Points of a Gaussian mixture, whose truth is known. */
    MIXTURE
  }

  /** EMNIST's splits. */
  public enum Split {
    BYCLASS,
    BYMERGE,
    BALANCED,
    LETTERS,
    DIGITS,
    MNIST
  }

  /** Where the global test set comes from. */
  public enum Test {
    /** All files are divided among clients; the test set is what they hold out. */
    CLIENTS,
    /** The data set's own test files, which no client gets. */
    FILES
  }

  /** Which of the files' images there are. */
  public enum Share {
    /** All of them. */
    ALL,
    /** Those that a federation's clients hold. */
    PRIVATE,
    /** All others, for a model that is trained before the federation and has seen nothing of it. */
    PUBLIC
  }

  /** Copies the list. */
  public DataConfig {
    domains = List.copyOf(domains);
  }

  static DataConfig read(Block block) {
    return new DataConfig(
        block.choice("kind", Kind.class),
        block.text("path"),
        block.choice("split", Split.class),
        block.flag("coarse"),
        block.texts("domains"),
        block.choice("test", Test.class),
        block.choice("share", Share.class),
        block.integer("private-images", 1, Integer.MAX_VALUE),
        block.text("cache"),
        block.choice("on-damaged", OnProblem.class),
        block.integer("height", 1, 4096),
        block.integer("width", 1, 4096),
        block.integer("channels", 1, 64),
        block.number("style-strength", Range.NOT_NEGATIVE),
        block.number("rotation", Range.HALF_TURN),
        block.number("tint", Range.SHARE),
        block.number("tone", Range.SHARE),
        block.number("label-concentration", Range.POSITIVE),
        block.integer("components", 1, 1000),
        block.number("separation", Range.POSITIVE));
  }

  DataConfig withPaths(String path, String cache) {
    return new DataConfig(
        kind,
        path,
        split,
        coarse,
        domains,
        test,
        share,
        privateImages,
        cache,
        onDamaged,
        height,
        width,
        channels,
        styleStrength,
        rotation,
        tint,
        tone,
        labelConcentration,
        components,
        separation);
  }
}
