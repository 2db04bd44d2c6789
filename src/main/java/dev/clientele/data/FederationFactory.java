package dev.clientele.data;

import dev.clientele.config.ClienteleConfig;
import dev.clientele.config.ClientsConfig;
import dev.clientele.config.DataConfig;
import dev.clientele.config.OnProblem;
import dev.clientele.tensor.RandomKey;
import java.nio.file.Path;
import java.util.List;

/** The federation that a configuration describes. */
public final class FederationFactory {
  private final DataConfig data;
  private final ClientsConfig clients;
  private final ClientCounts counts;
  private final ImageShape shape;
  private final RandomKey key;

  private FederationFactory(ClienteleConfig config) {
    this.data = config.data();
    this.clients = config.clients();
    this.counts =
        new ClientCounts(
            clients.registered(),
            clients.unseen() + clients.validationClients(),
            clients.samples(),
            clients.heldOut(),
            clients.validation());
    this.shape = new ImageShape(data.height(), data.width(), data.channels());
    this.key = RandomKey.of(config.seed()).child("data");
  }

  /**
   * A function of the blocks {@code data} and {@code clients} and of the seed.
   *
   * @throws DataException for data files that are missing, damaged or too few, and where clients
   *     without data were left out, for too few clients
   */
  public static Federation create(ClienteleConfig config) {
    FederationFactory factory = new FederationFactory(config);
    Federation federation =
        switch (config.data().kind()) {
          case GLYPHS -> factory.glyphs();
          case MIXTURE -> factory.mixture();
          case IDX, EMNIST, CIFAR10, CIFAR100, FOLDER -> factory.files();
        };
    int needed = Math.max(config.clients().cohort(), config.evaluation().clients());
    if (federation.registered() < needed) {
      throw new DataException(
          String.format(
              "%s: expected at least %d registered clients (clients.cohort, evaluation.clients) but"
                  + " %d are left",
              federation.name(), needed, federation.registered()));
    }
    return federation;
  }

  private Federation glyphs() {
    return GlyphFederation.create(shape, sizes(), styles(), mixes(), key);
  }

  private Federation mixture() {
    return MixtureFederation.create(
        data.components(), data.width(), data.separation(), sizes(), mixes(), key);
  }

  private ClientSizes sizes() {
    double spread = clients.sizes() == ClientsConfig.Sizes.LOG_NORMAL ? clients.sizeSpread() : 0;
    return new ClientSizes(counts, spread, key);
  }

  private GlyphStyles styles() {
    if (data.domains().isEmpty()) {
      return new GlyphStyles.Own(data.styleStrength(), key);
    }
    List<GlyphDomain> choice = data.domains().stream().map(FederationFactory::glyphDomain).toList();
    ClientDomains domains =
        ClientDomains.of(data.domains(), clients.unseenDomains(), clients.registered());
    return new GlyphStyles.OfDomains(choice, domains, data.styleStrength(), key);
  }

  private static GlyphDomain glyphDomain(String title) {
    return GlyphDomain.named(title)
        .orElseThrow(
            () ->
                new DataException(
                    "glyphs: expected data.domains among "
                        + GlyphDomain.titles()
                        + " but was "
                        + title));
  }

  private ClassMixes mixes() {
    return switch (clients.partition()) {
      case DIRICHLET -> new ClassMixes.Dirichlet(data.labelConcentration(), key);
      case IID -> new ClassMixes.Even();
      case SHARDS -> new ClassMixes.Few(clients.shards(), key);
      case IDS -> throw new IllegalArgumentException("expected no natural ids for what is drawn");
    };
  }

  private Federation files() {
    Source source = share(SourceFactory.open(data));
    FeatureSkew skew = new FeatureSkew(data.rotation(), data.tint(), data.tone());
    return PoolFederation.create(source, holdings(source.clients()), counts, shape, skew, key);
  }

  private Source share(Source all) {
    ImagePool pool =
        switch (data.share()) {
          case ALL -> all.clients();
          case PRIVATE -> SharePool.ofPrivate(all.clients(), data.privateImages());
          case PUBLIC -> SharePool.ofPublic(all.clients(), data.privateImages());
        };
    return new Source(pool, all.test(), all.skipped());
  }

  private Holdings holdings(ImagePool pool) {
    Damage empty = new Damage(clients.onEmpty() == OnProblem.SKIP);
    if (clients.partition() == ClientsConfig.Partition.IDS) {
      boolean takesAll = clients.sizes() == ClientsConfig.Sizes.ALL;
      Damage rows = new Damage(data.onDamaged() == OnProblem.SKIP);
      Path table = Path.of(clients.ids());
      return NaturalIds.hold(
              NaturalIds.read(table, clients.idColumn(), clients.imageColumn(), pool, rows),
              counts,
              takesAll,
              key,
              clients.ids(),
              empty)
          .afterSkipping(rows.skipped());
    }
    Holdings.Plan plan =
        new Holdings.Plan(
            counts,
            clients.sizes(),
            clients.sizeSpread(),
            partitioner(),
            clients.byDomain(),
            clients.unseenDomains());
    return Holdings.divide(pool, plan, key, data.path(), empty);
  }

  private Partitioner partitioner() {
    return switch (clients.partition()) {
      case DIRICHLET ->
          new MixPartitioner(new ClassMixes.Dirichlet(data.labelConcentration(), key), key);
      case IID -> new IidPartitioner();
      case SHARDS -> new ShardPartitioner(clients.shards(), key);
      case IDS -> throw new IllegalArgumentException("expected a rule that needs no table");
    };
  }
}
