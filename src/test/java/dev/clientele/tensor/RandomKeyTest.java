package dev.clientele.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomKeyTest {
  /**
   * Numbers of an independent implementation (Python integers) of SplitMix64 and xoshiro256++. A
   * run is a function of its seed, so these never change.
   */
  @Test
  void streamsAreFrozen() {
    RandomKey key = RandomKey.of(7).child("noise").child(3).child(12);
    assertEquals(0x7d12dc19ac1c5c24L, key.state());
    RandomStream stream = key.stream();
    assertEquals(0xe925319aeeb3c71cL, stream.nextLong());
    assertEquals(0xb67dc6d3c9f0cc1fL, stream.nextLong());
    assertEquals(0x2f0df0f9ed780974L, stream.nextLong());
    assertEquals(0xcec437464ed82310L, stream.nextLong());
    assertEquals(0xd32f466c5c355a88L, stream.nextLong());
  }

  /** The first two numbers of SplitMix64 from 1234567, as its authors publish them. */
  @Test
  void mixIsSplitMix() {
    long golden = 0x9E3779B97F4A7C15L;
    assertEquals(6457827717110365317L, RandomKey.mix(1234567 + golden));
    assertEquals(3203168211198807973L, RandomKey.mix(1234567 + 2 * golden));
  }

  @Test
  void everyStreamBeginsAnew() {
    RandomKey key = RandomKey.of(1);
    key.stream().nextLong();
    assertEquals(key.stream().nextLong(), key.stream().nextLong());
  }

  @Test
  void differentPathsGiveDifferentStreams() {
    Set<Long> states = new HashSet<>();
    int count = 0;
    for (long seed : new long[] {0, 1, 2, -1, Long.MIN_VALUE}) {
      RandomKey root = RandomKey.of(seed);
      for (String purpose : new String[] {"", "a", "b", "ab", "ba", "batches", "noise"}) {
        states.add(root.child(purpose).state());
        count++;
        for (long number = -3; number < 1000; number++) {
          states.add(root.child(purpose).child(number).state());
          count++;
        }
      }
    }
    assertEquals(count, states.size());
    RandomKey root = RandomKey.of(5);
    assertNotEquals(root.child("a").child("b"), root.child("b").child("a"));
    assertNotEquals(root.child(1).child(2), root.child(2).child(1));
  }

  /** Neighbouring numbers give streams that share nothing: half of all bits differ. */
  @Test
  void neighboursAreIndependent() {
    RandomKey family = RandomKey.of(3).child("client");
    long bits = 0;
    for (int i = 0; i < 10_000; i++) {
      long a = family.child(i).stream().nextLong();
      long b = family.child(i + 1).stream().nextLong();
      bits += Long.bitCount(a ^ b);
    }
    // 640,000 fair coins have a standard deviation of 400.
    assertTrue(Math.abs(bits - 320_000) < 2000, "was " + bits);
  }
}
