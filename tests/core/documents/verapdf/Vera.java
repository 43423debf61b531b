import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.*;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Judges files: java -cp JAR Vera.java FILE… prints "file profile PASS" or its failed rules.
 *  Profiles are read by hand: the library's own reader needs a part that its packagers left out. */
public class Vera {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (PDFAFlavour flavour : List.of(PDFAFlavour.PDFUA_1, PDFAFlavour.PDFA_2_A)) {
            String name = flavour == PDFAFlavour.PDFUA_1 ? "PDFUA-1" : "PDFA-2A";
            ValidationProfile profile = profile(name, flavour);
            for (String file : files) {
                try (var parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                     var judge = Foundries.defaultInstance().createValidator(profile, false)) {
                    ValidationResult result = judge.validate(parser);
                    Set<String> failed = new HashSet<>();
                    for (TestAssertion each : result.getTestAssertions())
                        if (each.getStatus() == TestAssertion.Status.FAILED)
                            failed.add(each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber());
                    System.out.println(file + " " + name + " " + (result.isCompliant() ? "PASS" : failed));
                }
            }
        }
    }

    static ValidationProfile profile(String name, PDFAFlavour flavour) throws Exception {
        Document xml;
        try (InputStream in = Vera.class.getClassLoader()
                .getResourceAsStream("org/verapdf/pdfa/validation/" + name + ".xml")) {
            xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        }
        Set<Rule> rules = new HashSet<>();
        for (Element rule : elements(xml.getDocumentElement(), "rule")) {
            Element id = elements(rule, "id").get(0), error = elements(rule, "error").get(0);
            List<ErrorArgument> none = new ArrayList<>();
            rules.add(Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(
                    PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                    id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"),
                rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
                rule.getAttribute("tags"), text(rule, "description"), text(rule, "test"),
                Profiles.errorFromValues(text(error, "message"), none), new ArrayList<>()));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element each : elements(xml.getDocumentElement(), "variable"))
            variables.add(Profiles.variableFromValues(each.getAttribute("name"),
                each.getAttribute("object"), text(each, "defaultValue"), text(each, "value")));
        return Profiles.profileFromValues(flavour,
            Profiles.profileDetailsFromValues(name, name, "", new Date(0)), "", rules, variables);
    }

    static List<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        List<Element> list = new ArrayList<>();
        for (int at = 0; at < found.getLength(); at++) list.add((Element) found.item(at));
        return list;
    }

    static String text(Element parent, String name) {
        List<Element> found = elements(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent().trim();
    }
}
