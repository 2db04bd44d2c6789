package dev.clientele.data;

import java.util.List;

/**
 * What a data set's files hold.
 *
 * @param clients the images to divide among clients
 * @param test the data set's own test images where they are kept apart; otherwise null
 * @param skipped what was left out, a sentence each
 */
record Source(ImagePool clients, ImagePool test, List<String> skipped) {
  Source {
    skipped = List.copyOf(skipped);
  }
}
