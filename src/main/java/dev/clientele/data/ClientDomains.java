package dev.clientele.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Which domain each client is of: registered clients take the registered domains in turn, unseen
 * clients theirs.
 *
 * @param registered numbers of the domains of clients that train; empty where there are no domains
 * @param unseen numbers of the domains of clients that do not
 * @param registeredClients how many clients train
 */
record ClientDomains(List<Integer> registered, List<Integer> unseen, int registeredClients) {
  ClientDomains {
    registered = List.copyOf(registered);
    unseen = List.copyOf(unseen);
  }

  /**
   * Divides domains between registered and unseen clients.
   *
   * @param names of all domains, in the order of their numbers
   * @param forUnseen those that only unseen clients have; empty: both kinds have all of them
   * @throws DataException if a name is unknown or none is left to train on
   */
  static ClientDomains of(List<String> names, List<String> forUnseen, int registeredClients) {
    List<Integer> registered = new ArrayList<>();
    List<Integer> unseen = new ArrayList<>();
    for (int d = 0; d < names.size(); d++) {
      boolean kept = forUnseen.contains(names.get(d));
      if (kept || forUnseen.isEmpty()) {
        unseen.add(d);
      }
      if (!kept) {
        registered.add(d);
      }
    }
    for (String name : forUnseen) {
      if (!names.contains(name)) {
        throw new DataException(
            "expected clients.unseen-domains among " + names + " but was " + name);
      }
    }
    if (registered.isEmpty() && !names.isEmpty()) {
      throw new DataException(
          "expected a domain to train on beside clients.unseen-domains but all of "
              + names
              + " are theirs");
    }
    return new ClientDomains(registered, unseen, registeredClients);
  }

  /** The number of the domain of client {@code id}; -1 where there are no domains. */
  int of(int id) {
    if (registered.isEmpty()) {
      return -1;
    }
    return id < registeredClients
        ? registered.get(id % registered.size())
        : unseen.get((id - registeredClients) % unseen.size());
  }
}
