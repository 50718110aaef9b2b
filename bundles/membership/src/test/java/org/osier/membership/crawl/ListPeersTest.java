package org.osier.membership.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osier.crawl.CrawlPlan.Scope;
import org.osier.membership.crawl.rules.Answer;
import org.osier.membership.crawl.rules.Question;
import org.osier.node.NodeRecord;
import org.osier.testkit.SampleRequest;
import org.osier.ueps.Intents;

/** What a node answers to who asks whom it knows. */
class ListPeersTest {
    private final World world = new World();
    private final Neighbourhood neighbourhood = new Neighbourhood(world);
    private final ListPeers handler = new ListPeers(neighbourhood, () -> 0);

    private Answer ask(Scope scope) throws Exception {
        var question = new Question(scope, 64, Question.BEGINNING);
        return Answer.read(answer(question.bytes()), question);
    }

    private ByteBuffer answer(ByteBuffer payload) {
        return handler.on(SampleRequest.of(Intents.LIST_PEERS, payload)).payload();
    }

    private static List<NodeRecord> records(Answer answer) throws Exception {
        var all = new ArrayList<NodeRecord>();
        for (var entry : ((Answer.Page) answer).entries()) all.add(SignedRecord.RECORDS.verify(entry.bytes()));
        return all;
    }

    @Test
    void whoIsLinkedIsToldInTheBytesOfItsSigner() throws Exception {
        var beta = world.node("beta");
        var gamma = world.node("gamma");
        world.link(beta);
        assertThat(records(ask(Scope.LINKED))).containsExactly(beta);
        neighbourhood.bindRecords(() -> List.of(gamma));
        assertThat(records(ask(Scope.LINKED))).containsExactly(beta);
        assertThat(records(ask(Scope.RECORDS))).containsExactlyInAnyOrder(beta, gamma);
        neighbourhood.unbindRecords(() -> List.of());
        assertThat(records(ask(Scope.RECORDS))).as("another one went").hasSize(2);
    }

    @Test
    void whoAsksTooMuchIsToldWhenToComeAgain() throws Exception {
        Answer answer;
        int pages = 0;
        while ((answer = ask(Scope.LINKED)) instanceof Answer.Page) pages++;
        assertThat(pages).isEqualTo(64);
        assertThat(((Answer.Later) answer).pause()).isBetween(Duration.ofMillis(1), Duration.ofMillis(64));
    }

    @Test
    void whatIsNoQuestionIsAnsweredAndNotThrown() {
        assertThat(answer(ByteBuffer.wrap("TEXT".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(new Answer.NotUnderstood().bytes());
    }
}
