package org.osier.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osier.discovery.ClusterKeys;
import org.osier.discovery.Discovery;
import org.osier.mesh.FrameHandler;
import org.osier.mesh.Frames;
import org.osier.mesh.Mesh;
import org.osier.mesh.PeerListener;
import org.osier.mesh.PeerState;
import org.osier.node.NodeRecord;
import org.osier.node.Records;
import org.osier.testkit.BundleLoader;
import org.osier.testkit.RecordingCandidates;
import org.osier.testkit.SampleRecord;
import org.osier.testkit.Waiting;

/** A bundle that is replaced a thousand times in a running node must leave nothing of the replaced ones. */
@Timeout(60)
class LeakTest {
    private static final String PACKAGE = "org.osier.membership.";

    /** Goal: no class loader is left. Method: use the component from a loader of its own, as DS does; collect it. */
    @Test
    void aClosedMembershipLeavesNoClassLoader() throws Exception {
        assertThat(BundleLoader.isCollected(new WeakReference<>(useOnce()))).isTrue();
    }

    private ClassLoader useOnce() throws Exception {
        var loader = new BundleLoader(PACKAGE);
        var type = loader.loadClass(PACKAGE + "Membership");
        assertThat(type.getClassLoader()).isSameAs(loader);
        var configType = loader.loadClass(PACKAGE + "MembershipConfig");
        var config = Proxy.newProxyInstance(
                loader, new Class<?>[] {configType}, (self, method, arguments) -> method.getDefaultValue());
        var node = new FakeNode(SampleRecord.of(1, 1));
        var component = type.getConstructor(Mesh.class, Frames.class, Records.class, ClusterKeys.class, configType)
                .newInstance(
                        node.mesh(),
                        node,
                        (Records) NodeRecord::parse,
                        (ClusterKeys) context -> List.of(RecordCheckTest.NOW),
                        config);

        var waiting = new Waiting();
        var candidates = new RecordingCandidates(waiting);
        node.changed(waiting::changed);
        var peer = RecordCheckTest.record(RecordCheckTest.NOW, URI.create("tcp://peer.example:7400"));
        ((Discovery) component).start(SampleRecord.of(1, 1), candidates);
        node.peer((PeerListener) component, peer, PeerState.FAILED, false, false);
        waiting.until("found", () -> candidates.of(peer.id()).isPresent());
        node.peer((PeerListener) component, SampleRecord.of(3, 1), PeerState.ALIVE, true, true);
        waiting.until("it compares", () -> !node.sent.isEmpty());
        ((FrameHandler) component).on(peer.id(), ByteBuffer.wrap(new byte[] {1, 2, 3}));
        ((FrameHandler) component).on(peer.id(), ByteBuffer.wrap(new byte[17]).put(0, (byte) 1));
        waiting.until("it answers", () -> node.sent.size() > 1);
        ((Discovery) component).stop();
        var close = type.getDeclaredMethod("close");
        close.setAccessible(true);
        close.invoke(component);
        return loader;
    }
}
