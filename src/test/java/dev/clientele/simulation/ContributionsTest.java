package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.Tries;
import dev.clientele.simulation.fold.Fold;
import dev.clientele.simulation.fold.Partial;
import dev.clientele.simulation.fold.Rule;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

/** Wherever updates are and however late their sums come, the fold has the same bits. */
class ContributionsTest {
  private static final Layout LAYOUT = new Layout.Builder().add("w", List.of(3)).build();
  private static final double CLIP = 2;

  private final TestInbox<Node.Command> node = TestInbox.create();
  private final TestInbox<Node.Summed> sums = TestInbox.create();

  private static Fold fold(int block) {
    return new Fold(LAYOUT, Rule.Mean.INSTANCE, block, CLIP, false);
  }

  private static Weights noise(RandomStream random) {
    float[] values = new float[3];
    random.fillGaussian(values);
    values[0] *= 0x1p40f;
    return Weights.adopt(LAYOUT, values);
  }

  private static Weights sum(Node.Sum asked, Map<Long, Weights> there) {
    Partial partial = new Partial(LAYOUT.size(), CLIP);
    for (Share share : asked.shares()) {
      partial.add(there.get(share.number()), share.samples(), share.factor());
    }
    return Packed.of(partial.sum());
  }

  @Test
  void sameBitsWhereverTheUpdatesAre() {
    Tries.check(300, this::check);
  }

  private void check(RandomStream random) {
    int block = Tries.between(random, 1, 6);
    Fold expected = fold(block);
    Fold fold = fold(block);
    Contributions contributions = new Contributions(fold, block, node.getRef(), sums.getRef());
    Map<Long, Weights> there = new HashMap<>();
    List<Node.Sum> unanswered = new ArrayList<>();
    int places = Tries.between(random, 1, 25);
    for (long place = 0; place < places; place++) {
      boolean late = random.nextInt(8) == 0;
      if (random.nextInt(5) > 0) {
        Weights update = noise(random);
        there.put(place, update);
        double factor = late ? 0.25 : 1;
        expected.add(late ? -1 : place, 7, update, (double) (1 + place % 4), factor);
        Change change =
            random.nextInt(3) == 0 ? new Change.Here(update) : new Change.There(Optional.empty());
        contributions.add(place, late ? -1 : place, 7, change, (double) (1 + place % 4), factor);
      }
      unanswered.addAll(asked());
      while (!unanswered.isEmpty() && random.nextBoolean()) {
        Node.Sum one = unanswered.remove(random.nextInt(unanswered.size()));
        contributions.arrived(new Node.Summed(one.id(), sum(one, there)));
      }
      if (random.nextInt(6) == 0) {
        contributions.ask(); // as for a checkpoint
      }
    }
    contributions.ask();
    unanswered.addAll(asked());
    for (Node.Sum one : unanswered.reversed()) {
      contributions.arrived(new Node.Summed(one.id(), sum(one, there)));
    }
    assertTrue(contributions.isComplete());
    assertEquals(expected.count(), fold.count());
    assertEquals(expected.result(), fold.result());
    assertEquals(expected.state(), fold.state());
  }

  private List<Node.Sum> asked() {
    return node.getAllReceived().stream().map(Node.Sum.class::cast).toList();
  }

  @Test
  void aBlockIsOneSum() {
    Contributions contributions = new Contributions(fold(4), 4, node.getRef(), sums.getRef());
    for (long place = 0; place < 10; place++) {
      contributions.add(place, place, 0, new Change.There(Optional.empty()), 1, 1);
    }
    assertEquals(List.of(4, 4), asked().stream().map(sum -> sum.shares().size()).toList());
    contributions.ask();
    assertEquals(List.of(2), asked().stream().map(sum -> sum.shares().size()).toList());
    // What follows in a block that has begun comes by itself.
    contributions.add(10, 10, 0, new Change.There(Optional.empty()), 1, 1);
    contributions.add(11, 11, 0, new Change.There(Optional.empty()), 1, 1);
    assertEquals(List.of(1, 1), asked().stream().map(sum -> sum.shares().size()).toList());
  }

  @Test
  void whatIsForgottenIsWastedAndItsSumIgnored() {
    RandomStream random = RandomKey.of(4).stream();
    Fold fold = fold(2);
    Contributions contributions = new Contributions(fold, 2, node.getRef(), sums.getRef());
    for (long place = 0; place < 3; place++) {
      contributions.add(place, place, 0, new Change.There(Optional.empty()), 1, 1);
    }
    Node.Sum asked = (Node.Sum) node.receiveMessage();
    contributions.clear();
    assertEquals(new Node.Waste(2), node.receiveMessage());
    contributions.arrived(new Node.Summed(asked.id(), Packed.of(new double[] {1, 2, 3})));
    assertEquals(0, fold.count());
    Weights update = noise(random);
    contributions.add(0, 0, 0, new Change.Here(update), 1, 1);
    Fold expected = fold(2);
    expected.add(0, 0, update, 1, 1);
    assertEquals(expected.result(), fold.result());
  }
}
