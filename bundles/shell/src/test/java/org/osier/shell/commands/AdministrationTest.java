package org.osier.shell.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osier.mesh.PeerState;
import org.osier.shell.FakePeer;
import org.osier.shell.FakeSelf;
import org.osier.shell.Sheet;

/** The screens of an administrator, letter by letter, and everything that changes nothing. */
class AdministrationTest {
    private final Sheet sheet = new Sheet();

    @BeforeEach
    void threePeersAndAKeyFile() {
        sheet.mesh.peers.add(FakePeer.alive(2, "beta", 7420));
        sheet.mesh.peers.add(FakePeer.in(PeerState.FAILED, 3, "delta", "no answer"));
        sheet.mesh.peers.add(FakePeer.alive(4, "gamma", 7440));
        sheet.files.put("a.key", new byte[] {1});
        sheet.typed = Optional.of("open sesame");
    }

    @Test
    void cluster() {
        assertThat(sheet.run("cluster")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).isEqualTo("""
                  cluster    willow-42  genesis 9b1e04
                  epoch      1, since 2 h ago
                  ruled by   1 of 2 administrators: 7529c456, a029c456
                  members    this node and 3 others, 2 linked
                  next: osier revoke NODE   shows who would stay
                """);
        sheet.run("cluster --json");
        assertThat(sheet.json().get("schema").getAsString()).isEqualTo("osier.cluster/1");
        assertThat(sheet.json().getAsJsonArray("members")).hasSize(4);
    }

    @Test
    void clusterCodeIsForPeopleWhoCompareTwoScreens() {
        assertThat(sheet.run("cluster code")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).isEqualTo("""
                  4611 9246   for 12 s
                  a member of the same cluster shows the same; it says that it is one, not which
                  next: osier cluster code   on the other node, too
                """);
        assertThat(sheet.run("cluster code 46119246")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).isEqualTo("the same: both know the secret of this cluster\n");
        assertThat(sheet.run("cluster code 46119247")).isEqualTo(Exit.FAILED);
        assertThat(sheet.run("cluster code 4611")).isEqualTo(Exit.WRONG_USE);
        assertThat(sheet.run("cluster codes")).isEqualTo(Exit.WRONG_USE);
        sheet.run("cluster code --json");
        assertThat(sheet.json().get("code").getAsString()).isEqualTo("46119246");
        assertThat(sheet.run("cluster code 46119247 --json")).isEqualTo(Exit.FAILED);
        assertThat(sheet.json().get("agrees").getAsBoolean()).isFalse();
    }

    @Test
    void clusterWithoutAdministratorsSaysWhatThatMeans() {
        sheet.administration.administrators = List.of();
        sheet.run("cluster");
        assertThat(sheet.out())
                .contains("ruled by   no administrators: nobody can revoke a node or sign an update")
                .contains("next: osier cluster create FILE at a terminal makes a cluster with administrators");
    }

    @Test
    void clusterWhoseRotationsCrossedSaysWhoIsOwed() {
        sheet.administration.owed = List.of(FakeSelf.record(4, "gamma").id());
        sheet.run("cluster");
        assertThat(sheet.out())
                .contains("owed       eea8336e know the secret in force")
                .contains("next: osier revoke eea8336e --key FILE");
    }

    @Test
    void revokeWithoutAKeyShowsWhoWouldStayAndChangesNothing() {
        assertThat(sheet.run("revoke gamma")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).isEqualTo("""
                         NAME   ID        PATH                NOTE
                  out    gamma  eea8336e  tcp 127.0.0.1:7440  for ever
                * stays  alpha  182ff9da  -                   you
                  stays  beta   9e671b1c  tcp 127.0.0.1:7420
                  stays  delta  251bf7c4  -                   away: gets it when it comes back
                  whoever is not in this list needs a ticket to come back
                  next: osier revoke gamma --key FILE   does it; nothing has changed yet
                """);
        assertThat(sheet.administration.epoch).isEqualTo(1);
    }

    @Test
    void revoke() {
        assertThat(sheet.run("revoke gamma --key a.key")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).endsWith("""
                revoked gamma: willow-42 has a new secret, epoch 2, since 1.0 s
                  beta has it
                  delta is away and gets it when it comes back
                  next: osier cluster   for how it stands
                """).doesNotContain("sesame");
        assertThat(sheet.administration.open).as("keys that stayed open").isZero();
        sheet.run("cluster");
        assertThat(sheet.out())
                .contains("rotation   3 stayed, not seen with its secret yet: delta\n")
                .contains("revoked    eea8336e\n");
    }

    @Test
    void theSecretAloneCanBeTurnedOverAndTheRecoveryKeySignsToo() {
        assertThat(sheet.run("revoke --recovery")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).contains("\nwillow-42 has a new secret, epoch 2");
        assertThat(sheet.administration.revoked).isEmpty();
        assertThat(sheet.run("revoke gamma,beta --key a.key --json")).isEqualTo(Exit.DONE);
        assertThat(sheet.json().getAsJsonArray("revoked")).hasSize(2);
    }

    @Test
    void whatIsWrongChangesNothing() {
        assertFails("revoke gamma --key b.key", Exit.FAILED, "b.key cannot be read from here.");
        assertFails("revoke alpha --key a.key", Exit.WRONG_USE, "a node cannot revoke itself");
        assertFails("revoke nobody --key a.key", Exit.FAILED, "no node is called nobody.");
        assertFails("revoke gamma --json", Exit.WRONG_USE, "--json needs --key or --recovery");
        sheet.typed = Optional.of("open sesam");
        assertFails(
                "revoke gamma --key a.key",
                Exit.FAILED,
                "OSIER-103 the passphrase does not open the key: nothing has changed.");
        sheet.typed = Optional.empty();
        assertFails("revoke gamma --key a.key", Exit.FAILED, "nothing was typed, or there is no way to ask");
        sheet.typed = Optional.of("open sesame");
        sheet.administration.administrators = List.of();
        assertFails("revoke gamma --key a.key", Exit.FAILED, "nobody may: nothing has changed.");
        sheet.up = false;
        assertFails("revoke gamma --key a.key", Exit.FAILED, "OSIER-305");
    }

    private void assertFails(String line, Exit exit, String why) {
        assertThat(sheet.run(line)).as(line).isEqualTo(exit);
        assertThat(sheet.err() + sheet.out()).contains(why);
        assertThat(sheet.administration.epoch).isEqualTo(1);
        assertThat(sheet.administration.open).isZero();
    }
}
