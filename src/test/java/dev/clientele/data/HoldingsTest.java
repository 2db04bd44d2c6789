package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.Tries;
import dev.clientele.config.ClientsConfig.Sizes;
import dev.clientele.tensor.RandomKey;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every rule by which a pool is divided. */
class HoldingsTest {
  private static final RandomKey KEY = RandomKey.of(4).child("data");
  private static final List<Partitioner> RULES =
      List.of(
          new IidPartitioner(),
          new ShardPartitioner(2, KEY),
          new MixPartitioner(new ClassMixes.Dirichlet(0.3, KEY), KEY));

  private static Holdings divide(
      ImagePool pool, ClientCounts counts, Sizes sizes, double spread, Partitioner rule) {
    Holdings.Plan plan = new Holdings.Plan(counts, sizes, spread, rule, true, List.of());
    return Holdings.divide(pool, plan, KEY, "here", new Damage(false));
  }

  /** 120 images of domain a, 60 of b, 30 of c, each with five classes. */
  private static ImagePool threeDomains() {
    int[] domains = IntStream.range(0, 210).map(i -> i < 120 ? 0 : i < 180 ? 1 : 2).toArray();
    int[] labels = IntStream.range(0, 210).map(i -> i % 5).toArray();
    return new Pools.Numbers(labels, 5, domains, List.of("a", "b", "c"));
  }

  @Test
  void noImageHasTwoOwnersUnderAnyRule() {
    Tries.check(
        60,
        random -> {
          int classes = Tries.between(random, 1, 12);
          int clients = Tries.between(random, 1, 12);
          int each = Tries.between(random, 3, 20);
          ImagePool pool = Pools.Numbers.of(clients * each + Tries.between(random, 0, 30), classes);
          ClientCounts counts = new ClientCounts(clients, 0, each - 2, 2, 0);
          for (Partitioner rule : RULES) {
            Holdings equal = divide(pool, counts, Sizes.EQUAL, 0, rule);
            assertEquals(clients * each, owned(equal).size(), rule.toString());
            equal.clients().forEach(client -> assertEquals(each, client.images().length));
            Holdings all = divide(pool, counts, Sizes.ALL, 0, rule);
            assertEquals(pool.count(), owned(all).size(), rule.toString());
          }
        });
  }

  private static Set<Integer> owned(Holdings holdings) {
    Set<Integer> owned = new HashSet<>();
    for (Holding client : holdings.clients()) {
      for (int image : client.images()) {
        assertTrue(owned.add(image), "image " + image + " has two owners");
      }
    }
    return owned;
  }

  private static double[] shares(ImagePool pool, int[] images) {
    double[] shares = new double[pool.classes()];
    for (int image : images) {
      shares[pool.label(image)] += 1.0 / images.length;
    }
    return shares;
  }

  @Test
  void shardsLeaveAFewClassesAndIidLeavesAll() {
    ImagePool pool = Pools.Numbers.of(2000, 10);
    ClientCounts counts = new ClientCounts(20, 0, 90, 10, 0);
    double shardClasses = 0;
    for (Holding client : divide(pool, counts, Sizes.EQUAL, 0, RULES.get(1)).clients()) {
      double[] shares = shares(pool, client.images());
      long classes = Arrays.stream(shares).filter(s -> s > 0).count();
      assertTrue(classes <= 4, "two shards touch at most four classes but was " + classes);
      shardClasses += classes / 20.0;
      // Held out and trained on are alike: shuffled, not one shard each.
      Set<Integer> heldOut = new HashSet<>();
      IntStream.range(90, 100).forEach(i -> heldOut.add(pool.label(client.images()[i])));
      assertTrue(heldOut.size() >= 2 || classes == 1);
    }
    assertTrue(shardClasses < 3, "mean number of classes " + shardClasses);
    for (Holding client : divide(pool, counts, Sizes.EQUAL, 0, RULES.get(0)).clients()) {
      for (double share : shares(pool, client.images())) {
        assertEquals(0.1, share, 0.13); // over four standard deviations of 100 draws
      }
    }
  }

  @Test
  void logNormalSizesSpreadAroundTheMean() {
    ClientCounts counts = new ClientCounts(4000, 0, 60, 40, 0);
    ClientSizes sizes = new ClientSizes(counts, 0.8, KEY);
    double mean = IntStream.range(0, 4000).map(sizes::of).average().orElseThrow();
    assertEquals(100, mean, 6); // standard error: 100 sqrt(e^0.64 - 1) / sqrt(4000) = 1.5
    double[] logs = IntStream.range(0, 4000).mapToDouble(id -> Math.log(sizes.of(id))).toArray();
    double centre = Arrays.stream(logs).average().orElseThrow();
    double variance =
        Arrays.stream(logs).map(x -> (x - centre) * (x - centre)).average().orElseThrow();
    assertEquals(0.8, Math.sqrt(variance), 0.04);
    assertEquals(100, new ClientSizes(counts, 0, KEY).of(17));
  }

  @Test
  void logNormalSizesAreGivenUnderEveryRule() {
    ImagePool pool = Pools.Numbers.of(3000, 10);
    ClientCounts counts = new ClientCounts(15, 5, 40, 10, 5);
    ClientSizes sizes = new ClientSizes(counts, 0.7, KEY);
    for (Partitioner rule : RULES) {
      Holdings holdings = divide(pool, counts, Sizes.LOG_NORMAL, 0.7, rule);
      for (int id = 0; id < 20; id++) {
        assertEquals(sizes.of(id), holdings.clients().get(id).images().length);
      }
      owned(holdings);
    }
  }

  @Test
  void clientsTakeTheDomainsInTurn() {
    ClientCounts counts = new ClientCounts(6, 3, 6, 4, 0);
    for (Partitioner rule : RULES) {
      Holdings holdings = divide(threeDomains(), counts, Sizes.EQUAL, 0, rule);
      for (int id = 0; id < 9; id++) {
        Holding client = holdings.clients().get(id);
        assertEquals(id % 3, client.domain());
        for (int image : client.images()) {
          assertEquals(id % 3, threeDomains().domain(image));
        }
      }
      Holdings all = divide(threeDomains(), counts, Sizes.ALL, 0, rule);
      int[] sizes = all.clients().stream().mapToInt(client -> client.images().length).toArray();
      assertArrayEquals(new int[] {40, 20, 10, 40, 20, 10, 40, 20, 10}, sizes);
    }
  }

  @Test
  void unseenClientsCanHaveDomainsOfTheirOwn() {
    Holdings.Plan plan =
        new Holdings.Plan(
            new ClientCounts(4, 2, 6, 4, 0), Sizes.EQUAL, 0, RULES.get(2), true, List.of("b"));
    List<Integer> domains =
        Holdings.divide(threeDomains(), plan, KEY, "here", new Damage(false)).clients().stream()
            .map(Holding::domain)
            .toList();
    assertEquals(List.of(0, 2, 0, 2, 1, 1), domains);
    assertThrows(DataException.class, () -> ClientDomains.of(List.of("a", "b"), List.of("x"), 1));
    assertThrows(
        DataException.class, () -> ClientDomains.of(List.of("a", "b"), List.of("a", "b"), 1));
  }

  @Test
  void mixedClientsIgnoreDomains() {
    Holdings.Plan plan =
        new Holdings.Plan(
            new ClientCounts(3, 0, 40, 30, 0), Sizes.EQUAL, 0, RULES.get(0), false, List.of());
    Holdings holdings = Holdings.divide(threeDomains(), plan, KEY, "here", new Damage(false));
    assertEquals(210, owned(holdings).size());
    assertEquals(-1, holdings.clients().getFirst().domain());
  }

  @Test
  void tooFewImagesNameTheDomain() {
    ClientCounts counts = new ClientCounts(6, 3, 6, 5, 0);
    String message =
        assertThrows(
                DataException.class,
                () -> divide(threeDomains(), counts, Sizes.EQUAL, 0, RULES.get(0)))
            .getMessage();
    assertTrue(message.contains("here, domain c") && message.contains("33"), message);
    assertTrue(message.contains("there are 30"), message);
  }

  @Test
  void emptyClientsAreAnErrorOrLeftOut() {
    // Ten clients a domain: three images each in c, and one to train on and four to keep are asked.
    Holdings.Plan plan =
        new Holdings.Plan(
            new ClientCounts(27, 3, 6, 4, 4), Sizes.ALL, 0, RULES.get(2), true, List.of());
    String message =
        assertThrows(
                DataException.class,
                () -> Holdings.divide(threeDomains(), plan, KEY, "here", new Damage(false)))
            .getMessage();
    assertTrue(message.contains("client 2 ") && message.contains("5 images"), message);
    Damage skip = new Damage(true);
    Holdings kept = Holdings.divide(threeDomains(), plan, KEY, "here", skip);
    assertEquals(18, kept.registered());
    assertEquals(20, kept.clients().size());
    assertEquals(10, kept.skipped().size());
    assertTrue(kept.clients().stream().noneMatch(client -> client.domain() == 2));
  }

  @Test
  void sameKeySameDivision() {
    ImagePool pool = Pools.Numbers.of(500, 10);
    ClientCounts counts = new ClientCounts(10, 0, 30, 10, 0);
    for (Partitioner rule : RULES) {
      int[] one = divide(pool, counts, Sizes.EQUAL, 0, rule).clients().get(3).images();
      int[] two = divide(pool, counts, Sizes.EQUAL, 0, rule).clients().get(3).images();
      assertArrayEquals(one, two);
      Holdings.Plan plan = new Holdings.Plan(counts, Sizes.EQUAL, 0, rule, true, List.of());
      RandomKey other = RandomKey.of(5);
      int[] three =
          Holdings.divide(pool, plan, other, "here", new Damage(false)).clients().get(3).images();
      assertFalse(Arrays.equals(one, three), rule.toString());
    }
  }
}
