package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.simulation.fault.Fate;
import dev.clientele.tensor.Weights;
import dev.clientele.wire.transfer.WeightsReceiver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacklogTest {
  private static final int VERSION = 0;
  private static final Weights MODEL = Weights.zeros(FakeMethod.SHARED);

  private final Bundles bundles = new Bundles();
  private final Backlog backlog = new Backlog(bundles);
  @TempDir private Path folder;
  private ClientStates states;
  private ClientBook book;
  private final List<Assignment> begun = new ArrayList<>();
  private long tasks = 1;

  @BeforeEach
  void open() {
    ClientLayouts layouts = new ClientLayouts(100, FakeMethod.PERSONAL, FakeMethod.PERSONAL);
    states = ClientStates.create(folder.resolve("states.mv"), layouts, 1);
    book = new ClientBook(states, false);
  }

  @AfterEach
  void close() {
    states.close();
  }

  /** A node with one worker and room for one more visit, that has the model. */
  private static Place place() {
    Place place =
        new Place(
            new Placement.Present(
                TestInbox.<Station.Command>create().getRef(),
                TestInbox.<WeightsReceiver.Command>create().getRef(),
                2,
                1));
    place.expect(VERSION, 1);
    place.delivered(1);
    return place;
  }

  /** So many visits, in blocks of four. */
  private void ask(int count) {
    for (long number = 0; number < count; number++) {
      Use.InBlock block = new Use.InBlock(1, number / 4);
      Order order = new Order(number, 1, VERSION, Fate.GOOD.damage());
      Assignment visit =
          Assignment.of(new Node.Train(5, order, block, TestInbox.<Client.Event>create().getRef()));
      bundles.join(visit, block, MODEL);
      backlog.add(visit);
    }
  }

  /** Begins all that can begin, and says which visits at which node: "0a 1a 4b". */
  private String begin(Place a, Place b) {
    StringBuilder said = new StringBuilder();
    Optional<Backlog.Pick> pick = backlog.next(List.of(a, b));
    while (pick.isPresent()) {
      Assignment visit = pick.get().assignment();
      Place place = pick.get().place();
      visit.begin(tasks++, place, Cargo.NONE, bundles.of(visit).isPresent());
      begun.add(visit);
      said.append(visit.number()).append(place == a ? 'a' : 'b');
      said.append(visit.stays() ? " " : "! ");
      pick = backlog.next(List.of(a, b));
    }
    return said.toString().strip();
  }

  private void end(long number) {
    Assignment visit =
        begun.stream().filter(each -> each.number() == number).findFirst().orElseThrow();
    visit.report(new Report.Failed("for the test's sake"));
    visit.end(book);
  }

  @Test
  void aBlockStaysTogetherAndANodeHasTwoOfThem() {
    Place a = place();
    Place b = place();
    ask(24);
    assertEquals("0a 1a 4b 5b", begin(a, b));
    end(0);
    end(4);
    assertEquals("2a 6b", begin(a, b));
    end(1);
    end(2);
    assertEquals("3a 8a", begin(a, b));
    end(3);
    end(8);
    assertEquals("9a 10a", begin(a, b));
    end(9);
    end(10);
    assertEquals("11a", begin(a, b));
    end(11);
    // A third block has to wait until the first one is summed; but there is help to be given.
    assertEquals("7a!", begin(a, b));
  }

  /** The server takes blocks in their order: those that fill the node wait for the lost one. */
  @Test
  void aLostBlockBeginsAlthoughTheNodeThatIsLeftIsFull() {
    Place a = place();
    Place b = place();
    ask(12);
    assertEquals("0a 1a 4b 5b", begin(a, b));
    for (long number = 4; number < 12; number += 2) {
      end(number);
      end(number + 1);
      begin(a, b);
    }
    assertFalse(bundles.hasRoom(b));
    Bundle bundle = bundles.at(a).getFirst();
    List<Assignment> lost = bundle.members().filter(each -> each.isAt(a)).toList();
    bundles.lose(bundle);
    lost.reversed().forEach(backlog::addFirst);
    begun.stream()
        .filter(each -> each.isAt(b) && !each.isDone())
        .forEach(each -> end(each.number()));
    assertEquals("0a 1a", begin(b, b).replace("2a ", "").replace("3a ", ""));
  }

  @Test
  void aNodeWithNothingToDoHelps() {
    Place a = place();
    Place b = place();
    ask(4);
    // The last visit goes to the other node, which sends the update; the others stay.
    assertEquals("0a 1a 3b!", begin(a, b));
    end(3);
    assertEquals("2b!", begin(a, b));
  }

  @Test
  void whatIsMadeAgainIsMadeWhereItsBlockIs() {
    Place a = place();
    Place b = place();
    ask(2);
    assertEquals("0a 1a", begin(a, b));
    end(0);
    end(1);
    Bundle bundle = bundles.at(a).getFirst();
    bundles.lose(bundle);
    List<Assignment> lost = bundle.members().toList();
    lost.forEach(Assignment::lose);
    lost.reversed().forEach(backlog::addFirst);
    Place c = place();
    assertEquals("0a 1a", begin(c, b));
    assertTrue(lost.getFirst().isTold());
    assertSame(bundle, bundles.of(lost.getFirst()).orElseThrow());
  }
}
