package dev.clientele.data;

import dev.clientele.config.ClientsConfig;
import dev.clientele.tensor.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which client holds which of a pool's images; no image belongs to two of them.
 *
 * @param clients the registered ones, then the unseen
 * @param registered how many are registered
 * @param skipped which clients were left out, a sentence each
 */
record Holdings(List<Holding> clients, int registered, List<String> skipped) {
  Holdings {
    clients = List.copyOf(clients);
    skipped = List.copyOf(skipped);
  }

  /**
   * How a pool is divided.
   *
   * @param sizes what the clients' sizes follow
   * @param spread of log-normal sizes
   * @param byDomain whether each client holds images of one domain only
   * @param unseenDomains the domains that only unseen clients have; empty: both kinds have all
   */
  record Plan(
      ClientCounts counts,
      ClientsConfig.Sizes sizes,
      double spread,
      Partitioner partitioner,
      boolean byDomain,
      List<String> unseenDomains) {}

  /**
   * Divides the pool.
   *
   * @param where what a message calls the data set
   * @param empty what to do about clients that get too few images
   * @throws DataException if there are too few images for all
   */
  static Holdings divide(ImagePool pool, Plan plan, RandomKey key, String where, Damage empty) {
    ClientCounts counts = plan.counts();
    List<String> names = plan.byDomain() ? pool.domains() : List.of();
    ClientDomains domains = ClientDomains.of(names, plan.unseenDomains(), counts.registered());
    int[][] given = new int[counts.clients()][];
    int[] all = IntStream.range(0, pool.count()).toArray();
    for (int domain = names.isEmpty() ? -1 : 0; domain < names.size(); domain++) {
      int d = domain;
      int[] clients =
          IntStream.range(0, counts.clients()).filter(id -> domains.of(id) == d).toArray();
      int[] images = d < 0 ? all : Arrays.stream(all).filter(i -> pool.domain(i) == d).toArray();
      String place = d < 0 ? where : where + ", domain " + names.get(d);
      RandomKey order = d < 0 ? key.child("order") : key.child("order").child(names.get(d));
      int[] sizes = sizes(plan, clients, images.length, key, place);
      int[][] parts = plan.partitioner().divide(pool, new Group(images, clients, sizes, order));
      for (int k = 0; k < clients.length; k++) {
        given[clients[k]] = parts[k];
      }
    }
    return keep(given, domains, counts, where, empty);
  }

  /** The same, with what was left out before. */
  Holdings afterSkipping(List<String> earlier) {
    List<String> all = new ArrayList<>(earlier);
    all.addAll(skipped);
    return new Holdings(clients, registered, all);
  }

  private static int[] sizes(Plan plan, int[] clients, int available, RandomKey key, String place) {
    int[] sizes = new int[clients.length];
    if (plan.sizes() == ClientsConfig.Sizes.ALL) {
      Arrays.setAll(
          sizes, k -> available / clients.length + (k < available % clients.length ? 1 : 0));
      return sizes;
    }
    double spread = plan.sizes() == ClientsConfig.Sizes.LOG_NORMAL ? plan.spread() : 0;
    ClientSizes rule = new ClientSizes(plan.counts(), spread, key);
    Arrays.setAll(sizes, k -> rule.of(clients[k]));
    long needed = Arrays.stream(sizes).asLongStream().sum();
    if (needed > available) {
      throw new DataException(
          String.format(
              "%s: expected at least %d images for %d clients with %d images each%s but there are"
                  + " %d",
              place,
              needed,
              clients.length,
              plan.counts().imagesEach(),
              spread > 0 ? " on average" : "",
              available));
    }
    return sizes;
  }

  private static Holdings keep(
      int[][] given, ClientDomains domains, ClientCounts counts, String where, Damage empty) {
    List<Holding> clients = new ArrayList<>();
    int registered = 0;
    for (int id = 0; id < given.length; id++) {
      if (given[id].length < counts.fewest()) {
        empty.report(tooFew(where, "client " + id, counts.fewest(), given[id].length));
      } else {
        clients.add(new Holding(given[id], "", domains.of(id)));
        registered += id < counts.registered() ? 1 : 0;
      }
    }
    return new Holdings(clients, registered, empty.skipped());
  }

  static DataException tooFew(String where, String client, int needed, int found) {
    return new DataException(
        where
            + ": expected at least "
            + needed
            + (needed == 1 ? " image" : " images")
            + " for "
            + client
            + " (clients.on-empty) but was "
            + found);
  }
}
