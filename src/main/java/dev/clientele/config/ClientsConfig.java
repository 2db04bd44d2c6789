package dev.clientele.config;

import java.util.List;

/**
 * How many clients there are, how much each of them holds, and by which rule.
 *
 * @param registered clients that may take part in training
 * @param cohort clients that take part in a round
 * @param unseen further clients that never take part
 * @param samples training images a client
 * @param heldOut images a client that are only measured on
 * @param validation images a client that hyper-parameters and models are chosen by
 * @param validationClients still further clients that adapt too, and by which settings are chosen
 * @param partition by which rule images, or class mixes, are divided
 * @param shards a client, for that rule
 * @param sizes what the number of a client's images follows
 * @param sizeSpread standard deviation of the logarithm of a client's size
 * @param byDomain whether a client holds images of one domain only
 * @param unseenDomains domains that only unseen clients have
 * @param ids the table of natural ids; empty where none is used
 * @param idColumn the table's column of the clients' ids
 * @param imageColumn the table's column of the images' names; empty: rows are in the files' order
 * @param onEmpty what to do about clients that get too few images
 */
public record ClientsConfig(
    int registered,
    int cohort,
    int unseen,
    int samples,
    int heldOut,
    int validation,
    int validationClients,
    Partition partition,
    int shards,
    Sizes sizes,
    double sizeSpread,
    boolean byDomain,
    List<String> unseenDomains,
    String ids,
    String idColumn,
    String imageColumn,
    OnProblem onEmpty) {
  /** So that registered and unseen clients together still have int numbers. */
  private static final int MOST = 1_000_000_000;

  /** By which rule images are divided. */
  public enum Partition {
    /** Every client has a class mix of its own, from a Dirichlet distribution. */
    DIRICHLET,
    /** Images at random. */
    IID,
    /** Sorted by class, cut, and dealt. */
    SHARDS,
    /** As a table says. */
    IDS
  }

  /** What the number of a client's images follows. */
  public enum Sizes {
    /** As many for everybody. */
    EQUAL,
    /** Log-normal around that number. */
    LOG_NORMAL,
    /** All images are given away, the same number to everybody. */
    ALL
  }

  /** Copies the list. */
  public ClientsConfig {
    unseenDomains = List.copyOf(unseenDomains);
  }

  static ClientsConfig read(Block block) {
    return new ClientsConfig(
        block.integer("registered", 1, MOST),
        block.integer("cohort", 1, MOST),
        block.integer("unseen", 0, MOST),
        block.integer("samples", 1, Integer.MAX_VALUE),
        block.integer("held-out", 1, Integer.MAX_VALUE),
        block.integer("validation", 0, Integer.MAX_VALUE),
        block.integer("validation-clients", 0, MOST),
        block.choice("partition", Partition.class),
        block.integer("shards", 1, 1_000_000),
        block.choice("sizes", Sizes.class),
        block.number("size-spread", Range.NOT_NEGATIVE),
        block.flag("by-domain"),
        block.texts("unseen-domains"),
        block.text("ids"),
        block.text("id-column"),
        block.text("image-column"),
        block.choice("on-empty", OnProblem.class));
  }

  ClientsConfig withIds(String file) {
    return new ClientsConfig(
        registered,
        cohort,
        unseen,
        samples,
        heldOut,
        validation,
        validationClients,
        partition,
        shards,
        sizes,
        sizeSpread,
        byDomain,
        unseenDomains,
        file,
        idColumn,
        imageColumn,
        onEmpty);
  }
}
