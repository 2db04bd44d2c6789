package dev.clientele.simulation;

import dev.clientele.simulation.fault.Attack;
import dev.clientele.simulation.fault.Corruption;
import dev.clientele.simulation.fault.Damage;
import dev.clientele.wire.WireTypes;
import dev.clientele.wire.transfer.TransferTypes;

/** The numbers of the messages between the server's node and the others. */
public final class ClusterTypes {
  private ClusterTypes() {}

  /** All of them, and those of the transfer. */
  public static WireTypes all() {
    return WireTypes.builder()
        .addAll(TransferTypes.all())
        .add(100, Station.Greet.class)
        .add(101, Station.Work.class)
        .add(102, Station.Forget.class)
        .add(103, Station.Thanks.class)
        .add(104, Placement.Present.class)
        .add(105, Placement.Answer.class)
        .add(106, Errand.Train.class)
        .add(107, Errand.Adapt.class)
        .add(108, Report.Trained.class)
        .add(109, Report.Adapted.class)
        .add(110, Report.Failed.class)
        .add(111, Cargo.class)
        .add(112, Order.class)
        .add(113, Damage.class)
        .add(114, Corruption.class)
        .add(115, Attack.class)
        .add(116, Errand.After.class)
        .add(117, Station.Sum.class)
        .add(118, Station.Term.class)
        .add(119, Station.Waste.class)
        .add(120, Placement.Summed.class)
        .build();
  }
}
