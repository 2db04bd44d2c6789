package dev.clientele.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoTest {
  private final AtomicInteger worked = new AtomicInteger();

  private int ask(Memo memo, Object question) {
    return memo.get(question, Integer.class, worked::incrementAndGet);
  }

  @Test
  void anEqualQuestionIsAnsweredWithoutWork() {
    Memo memo = new Memo(2);
    assertEquals(1, ask(memo, List.of("a", 1)));
    assertEquals(1, ask(memo, List.of("a", 1)));
    assertEquals(2, ask(memo, List.of("a", 2)));
    assertEquals(2, worked.get());
  }

  @Test
  void whatWasNotAskedForLongestIsForgotten() {
    Memo memo = new Memo(2);
    ask(memo, "a");
    ask(memo, "b");
    ask(memo, "a");
    ask(memo, "c");
    assertEquals(1, ask(memo, "a"));
    assertEquals(3, ask(memo, "c"));
    assertEquals(4, ask(memo, "b"));
  }

  @Test
  void withoutCapacityNothingIsRemembered() {
    Memo memo = new Memo(0);
    assertEquals(1, ask(memo, "a"));
    assertEquals(2, ask(memo, "a"));
    assertThrows(IllegalArgumentException.class, () -> new Memo(-1));
  }

  @Test
  void whatFailedIsTriedAgain() {
    Memo memo = new Memo(2);
    assertThrows(
        IllegalStateException.class,
        () ->
            memo.get(
                "a",
                Integer.class,
                () -> {
                  throw new IllegalStateException();
                }));
    assertEquals(1, ask(memo, "a"));
  }
}
