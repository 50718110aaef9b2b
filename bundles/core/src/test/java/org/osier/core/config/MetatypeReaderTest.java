package org.osier.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.config.rules.Attribute;
import org.osier.core.config.rules.Schema;
import org.osier.core.config.rules.Type;

/** Documents as bnd writes them, and others. */
class MetatypeReaderTest {
    private static final String DOCUMENT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0" localization="l10n/x">
              <OCD id="a" name="A" description="d">
                <AD id="role" type="String" name="Role" default="dual">
                  <Option label="" value="worker"/>
                  <Option label="" value="dual"/>
                </AD>
                <AD id="listen" type="String" default="tcp://a:1\\,tcp://b:2"/>
                <AD id="names" type="String" cardinality="2147483647" default="a\\,b,c"/>
                <AD id="threads" type="Integer" min="0" max="64" default="4"/>
                <AD id="free" type="Novelty"/>
              </OCD>
              <OCD id="b"><AD id="other" type="Boolean"/></OCD>
              <Designate pid="org.osier.a"><Object ocdref="a"/></Designate>
              <Designate pid="" factoryPid="org.osier.b"><Object ocdref="b"/></Designate>
              <Designate pid="com.example.a"><Object ocdref="a"/></Designate>
              <Designate pid="org.osier.nowhere"><Object ocdref="c"/></Designate>
            </metatype:MetaData>
            """;

    @Test
    void theKeysOfEachPidOfOursAreRead() throws IOException {
        var schemas = read(DOCUMENT);

        assertThat(schemas).containsOnlyKeys("org.osier.a", "org.osier.b");
        assertThat(schemas.get("org.osier.a").attributes())
                .containsExactly(
                        new Attribute("role", Type.STRING, 0, null, null, List.of("worker", "dual"), "dual"),
                        new Attribute("listen", Type.STRING, 0, null, null, List.of(), "tcp://a:1,tcp://b:2"),
                        new Attribute(
                                "names", Type.STRING, Integer.MAX_VALUE, null, null, List.of(), List.of("a,b", "c")),
                        new Attribute("threads", Type.INTEGER, 0, "0", "64", List.of(), "4"),
                        new Attribute("free", Type.STRING, 0, null, null, List.of(), null));
        assertThat(schemas.get("org.osier.b").attributes())
                .containsExactly(new Attribute("other", Type.BOOLEAN, 0, null, null, List.of(), null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no xml",
                "<OCD id='a'>",
                "<x><AD type='String'/></x>",
                "<x><AD id='a' cardinality='many'/></x>",
                "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"
            })
    void whatIsNoSuchDocumentIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class).hasMessageContaining("metatype document");
    }

    @Test
    void aDocumentWithoutEndIsNotReadToItsEnd() {
        var text = "<x>" + " ".repeat(MetatypeReader.MAX_BYTES) + "</x>";
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class).hasMessageContaining("longer than");
    }

    private static Map<String, Schema> read(String text) throws IOException {
        return MetatypeReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
