package dev.clientele.config;

import dev.clientele.config.ClientsConfig.Partition;
import dev.clientele.config.ClientsConfig.Sizes;
import dev.clientele.config.DataConfig.Kind;
import java.util.HashSet;

/** Rules between the keys of {@code data} and {@code clients}. */
final class DataRules {
  private static final String DATA = "clientele.data.";
  private static final String CLIENTS = "clientele.clients.";

  private final DataConfig data;
  private final ClientsConfig clients;
  private final Problems problems;

  private DataRules(ClienteleConfig config, Problems problems) {
    this.data = config.data();
    this.clients = config.clients();
    this.problems = problems;
  }

  static void check(ClienteleConfig config, Problems problems) {
    DataRules rules = new DataRules(config, problems);
    rules.files();
    rules.share();
    rules.domains();
    rules.looks();
    rules.partition();
  }

  private void files() {
    boolean drawn = isDrawn();
    problems.require(
        drawn || !data.path().isBlank(),
        DATA + "path: expected the folder of the " + kind() + " files but was empty",
        DATA + "kind",
        DATA + "path");
    problems.require(
        data.channels() == 1 || data.channels() == 3 || data.kind() == Kind.MIXTURE,
        DATA + "channels: expected 1 or 3 for " + kind() + " but was " + data.channels(),
        DATA + "channels",
        DATA + "kind");
    boolean hasTestFiles = !drawn && data.kind() != Kind.FOLDER;
    problems.require(
        hasTestFiles || data.test() == DataConfig.Test.CLIENTS,
        DATA + "test: expected clients for " + kind() + ", which has no test files, but was files",
        DATA + "test",
        DATA + "kind");
  }

  private void share() {
    problems.require(
        !isDrawn() || data.share() == DataConfig.Share.ALL,
        DATA
            + "share: expected all for "
            + kind()
            + ", which has no files, but was "
            + Block.nameOf(data.share()),
        DATA + "share",
        DATA + "kind");
  }

  private void domains() {
    boolean can = data.kind() == Kind.GLYPHS || data.kind() == Kind.FOLDER;
    problems.require(
        can || data.domains().isEmpty(),
        DATA + "domains: expected none for " + kind() + " but was " + data.domains(),
        DATA + "domains",
        DATA + "kind");
    problems.require(
        new HashSet<>(data.domains()).size() == data.domains().size(),
        DATA + "domains: expected each domain once but was " + data.domains(),
        DATA + "domains");
    problems.require(
        clients.byDomain() || data.kind() != Kind.GLYPHS || data.domains().isEmpty(),
        CLIENTS + "by-domain: expected on for glyphs of domains but was off",
        CLIENTS + "by-domain",
        DATA + "domains");
    problems.require(
        clients.unseenDomains().isEmpty() || (clients.byDomain() && can),
        CLIENTS
            + "unseen-domains: expected none where clients are of no domain but was "
            + clients.unseenDomains(),
        CLIENTS + "unseen-domains",
        CLIENTS + "by-domain",
        DATA + "kind");
  }

  private void looks() {
    boolean drawn = isDrawn();
    problems.require(
        !drawn || (data.rotation() == 0 && data.tint() == 0 && data.tone() == 0),
        DATA
            + "kind: expected no rotation, tint or tone for "
            + kind()
            + (data.kind() == Kind.GLYPHS
                ? ", whose clients have styles"
                : ", which has no images"),
        DATA + "rotation",
        DATA + "tint",
        DATA + "tone",
        DATA + "kind");
    problems.require(
        data.tint() == 0 || data.channels() == 3,
        DATA + "tint: expected 0 without three channels but was " + data.tint(),
        DATA + "tint",
        DATA + "channels");
  }

  private void partition() {
    boolean drawn = isDrawn();
    boolean natural = clients.partition() == Partition.IDS;
    problems.require(
        !drawn || !natural,
        CLIENTS
            + "partition: expected another than ids for "
            + kind()
            + ", which are drawn, but was ids",
        CLIENTS + "partition",
        DATA + "kind");
    problems.require(
        !drawn || clients.sizes() != Sizes.ALL,
        CLIENTS
            + "sizes: expected equal or log-normal for "
            + kind()
            + ", which never end, but was all",
        CLIENTS + "sizes",
        DATA + "kind");
    problems.require(
        !natural || !clients.ids().isBlank(),
        CLIENTS + "ids: expected a table of natural ids but was empty",
        CLIENTS + "ids",
        CLIENTS + "partition");
    problems.require(
        !natural || clients.sizes() != Sizes.LOG_NORMAL,
        CLIENTS + "sizes: expected equal or all for natural ids but was log-normal",
        CLIENTS + "sizes",
        CLIENTS + "partition");
    problems.require(
        !natural || clients.unseenDomains().isEmpty(),
        CLIENTS
            + "unseen-domains: expected none for natural ids but was "
            + clients.unseenDomains(),
        CLIENTS + "unseen-domains",
        CLIENTS + "partition");
    problems.require(
        !natural || data.kind() != Kind.FOLDER || !clients.imageColumn().isBlank(),
        CLIENTS
            + "image-column: expected a column of paths for natural ids of a folder but was"
            + " empty",
        CLIENTS + "image-column",
        CLIENTS + "partition");
  }

  /** Whether images are made on demand and no files are read. */
  private boolean isDrawn() {
    return data.kind() == Kind.GLYPHS || data.kind() == Kind.MIXTURE;
  }

  private String kind() {
    return Block.nameOf(data.kind());
  }
}
