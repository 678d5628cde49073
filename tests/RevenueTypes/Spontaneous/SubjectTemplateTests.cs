using System.Text.Json;
using NodaTime;

namespace Lecce.Riscossione.Tests.RevenueTypes.Spontaneous;

public class SubjectTemplateTests
{
    private const string Fixed = """{"kind":"fixed","amountCents":1}""";
    private const string Fields = """
        "scuola":{"type":"string","title":"Scuola","maxLength":300},
        "pasti":{"type":"integer","title":"Pasti","minimum":1,"maximum":100},
        "bis":{"type":"boolean","title":"Bis"},
        "alunno":{"type":"string","title":"Alunno","maxLength":70},
        "codice":{"type":"string","title":"Codice","maxLength":16,"format":"fiscal-code"},
        "posta":{"type":"string","title":"Posta","maxLength":70,"format":"email"},
        "conto":{"type":"string","title":"Conto","maxLength":34,"format":"iban"},
        "targa":{"type":"string","title":"Targa","maxLength":10,"format":"plate"}
        """;
    private const string Personal = """{"personal":["alunno"]}""";
    private static readonly LocalDate Today = new(2026, 11, 23);

    [Theory]
    [InlineData("Mensa {year}: {pasti} pasti, {scuola}", "Tempesta", "Mensa 2026: 20 pasti, Tempesta")]
    [InlineData("{date} {bis}", "x", "23/11/2026 sì")]
    [InlineData("A {scuola}", "  due\t\n  parole ", "A due parole")]
    [InlineData("A {scuola}", "zero\u200Blarghezza\u202E", "A zerolarghezza")]
    public void A_subject_is_text_with_the_values_of_the_form(string subject, string school, string expected) =>
        Assert.Equal(expected, Render(subject, school));

    [Theory]
    [InlineData("{alunno}")]
    [InlineData("{year} {pasti} {date}")]
    [InlineData("${7*7} #{7*7} {{7*7}} <%= 7*7 %>")]
    [InlineData("{scuola}{scuola}")]
    public void A_value_is_never_read_as_a_template(string school) => Assert.Equal($"A {school}", Render("A {scuola}", school));

    [Theory]
    [InlineData("=1+1", "1+1")]
    [InlineData("+39 0832", "39 0832")]
    [InlineData("@SUM(A1)", "SUM(A1)")]
    [InlineData("-2+3|cmd", "2+3|cmd")]
    [InlineData("\t=1", "1")]
    [InlineData("= - @+", "Prova")]
    [InlineData("\u200B=1", "1")]
    public void A_value_cannot_make_a_formula_of_the_subject(string school, string expected) =>
        Assert.Equal(expected, Render("{scuola}", school));

    [Theory]
    [InlineData("Mensa di {alunno}")]
    [InlineData("Codice {codice}")]
    [InlineData("{posta}")]
    [InlineData("Rimborso su {conto}")]
    [InlineData("Sosta {targa}")]
    public void A_field_with_personal_data_cannot_be_in_a_subject(string subject) => MustBeRefused(subject, Fields);

    [Theory]
    [InlineData("Mensa {classe}")]
    [InlineData("Mensa {")]
    [InlineData("Mensa }")]
    [InlineData("Mensa {{pasti}}")]
    [InlineData("Mensa {pasti:N2}")]
    [InlineData("Mensa {pasti.length}")]
    [InlineData("Mensa {}")]
    [InlineData("<script>")]
    [InlineData("")]
    public void A_subject_that_is_no_plain_template_is_refused(string subject) => MustBeRefused(subject, Fields);

    [Fact]
    public void A_field_cannot_take_the_name_of_the_date() =>
        MustBeRefused("Anno {year}", Fields + ",\"year\":{\"type\":\"string\",\"title\":\"Anno\",\"maxLength\":4}");

    [Fact]
    public void A_long_subject_is_cut_to_140_characters_and_never_within_one()
    {
        Assert.Equal("A " + new string('x', 138), Render("A {scuola}", new string('x', 300)));
        Assert.Equal("A " + new string('x', 137), Render("A {scuola}", new string('x', 137) + "😀"));
    }

    private static void MustBeRefused(string subject, string fields) =>
        Assert.Equal(["/spontaneous/subject"], Forms.Refused(() => Forms.Service(fields, Fixed, subject, Personal), "subject-not-allowed"));

    private static string Render(string subject, string school)
    {
        var service = Forms.Service(Fields, Fixed, subject, Personal);
        var data = JsonSerializer.Serialize(
            new
            {
                scuola = school,
                pasti = 20,
                bis = true,
                alunno = "Luca Rossi",
                codice = "RSSMRA45C12F205C",
                posta = "luca@example.org",
                conto = "IT91V0542811101000000506001",
                targa = "AB123CD",
            }
        );
        return service.SubjectOf(service.Values(data), Today);
    }
}
