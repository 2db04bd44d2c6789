package dev.clientele.data;

import java.util.List;

/**
 * A federation without privacy: every registered client trains, and chooses settings, on what all
 * of them hold together, and is measured on its own images, as before. The pooled images are made
 * whenever they are copied and take no memory but their labels. Clients that never take part keep
 * to their own.
 */
public final class PooledFederation implements Federation {
  private final Federation federation;
  private final Images everything;
  private final Images validation;

  /** The same clients, whose training images are everybody's. */
  public PooledFederation(Federation federation) {
    this.federation = federation;
    this.everything = Pooled.of(federation, Part.TRAIN, Integer.MAX_VALUE);
    this.validation = Pooled.of(federation, Part.VALIDATION, Integer.MAX_VALUE);
  }

  @Override
  public String name() {
    return federation.name();
  }

  @Override
  public ImageShape shape() {
    return federation.shape();
  }

  @Override
  public int classes() {
    return federation.classes();
  }

  @Override
  public int registered() {
    return federation.registered();
  }

  @Override
  public int unseen() {
    return federation.unseen();
  }

  @Override
  public Images reference(int count) {
    return federation.reference(count);
  }

  @Override
  public String className(int label) {
    return federation.className(label);
  }

  @Override
  public List<String> domains() {
    return federation.domains();
  }

  @Override
  public Images test(int most) {
    return federation.test(most);
  }

  @Override
  public List<String> skipped() {
    return federation.skipped();
  }

  @Override
  public ClientData client(int id) {
    ClientData own = federation.client(id);
    return id < registered() ? new Member(own, everything, validation) : own;
  }

  private record Member(ClientData own, Images train, Images validation) implements ClientData {
    @Override
    public int id() {
      return own.id();
    }

    @Override
    public Images heldOut() {
      return own.heldOut();
    }

    @Override
    public String description() {
      return own.description();
    }
  }
}
