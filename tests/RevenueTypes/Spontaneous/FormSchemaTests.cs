using System.Diagnostics;
using System.Text.Json;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.RevenueTypes.Spontaneous;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.RevenueTypes.Spontaneous;

public class FormSchemaTests
{
    private const string Text = "\"type\":\"string\",\"title\":\"A\",\"maxLength\":10";
    private const string Number = "\"type\":\"integer\",\"title\":\"A\",\"minimum\":0,\"maximum\":9";

    [ReferenceFact]
    public void The_refused_schemas_of_the_reference_are_refused_at_their_keyword()
    {
        using var reference = JsonDocument.Parse(File.ReadAllText(Reference.PathOf("spontaneous/schemas_refused.json")));
        var cases = reference.RootElement.GetProperty("cases").EnumerateArray().ToList();

        Assert.NotEmpty(cases);
        Assert.All(cases, one => Assert.Null(FaultOf(one)));
    }

    [ReferenceFact]
    public void A_schema_with_a_loose_pattern_and_a_decimal_amount_in_real_use_is_refused()
    {
        using var real = JsonDocument.Parse(File.ReadAllText(Reference.PathOf("spontaneous/govpay_cosap_validation.json")));

        var pointers = Forms.Refused(() => FormSchemaReader.Compile(real.RootElement, ""), "schema-not-allowed");

        Assert.Contains("/$schema", pointers);
        Assert.Contains("/properties/idPendenza/pattern", pointers);
        Assert.Contains("/properties/soggettoPagatore/type", pointers);
        Assert.Contains("/properties/importo/type", pointers);
    }

    [Theory]
    [InlineData("\"a\":{" + Text + ",\"minLength\":11}", "/properties/a/minLength")]
    [InlineData("\"a\":{" + Text + ",\"maxLength\":10}", "/properties/a/maxLength")]
    [InlineData("\"a\":{\"type\":\"string\",\"title\":\"A\",\"maxLength\":501}", "/properties/a/maxLength")]
    [InlineData("\"a\":{" + Text + ",\"format\":\"uri\"}", "/properties/a/format")]
    [InlineData("\"a\":{" + Text + ",\"enum\":[]}", "/properties/a/enum")]
    [InlineData("\"a\":{" + Text + ",\"enum\":[\"x\",\"x\"]}", "/properties/a/enum/1")]
    [InlineData("\"a\":{" + Text + ",\"enum\":[\"x\",1]}", "/properties/a/enum/1")]
    [InlineData("\"a\":{" + Text + ",\"pattern\":\"^[0-9]{2}$\",\"enum\":[\"12\",\"x\"]}", "/properties/a/enum/1")]
    [InlineData("\"a\":{" + Text + ",\"const\":1}", "/properties/a/const")]
    [InlineData("\"a\":{" + Text + ",\"default\":1}", "/properties/a/default")]
    [InlineData("\"a\":{" + Text + ",\"examples\":[\"x\",\"01234567890\"]}", "/properties/a/examples/1")]
    [InlineData("\"a\":{" + Text + ",\"contentEncoding\":\"base64\"}", "/properties/a/contentEncoding")]
    [InlineData("\"a\":{" + Text + ",\"anyOf\":[]}", "/properties/a/anyOf")]
    [InlineData("\"a\":{\"type\":[\"string\",\"null\"],\"title\":\"A\"}", "/properties/a/type")]
    [InlineData("\"a\":{\"type\":\"array\",\"title\":\"A\"}", "/properties/a/type")]
    [InlineData("\"a\":true", "/properties/a")]
    [InlineData("\"a\":{\"type\":\"string\",\"maxLength\":10}", "/properties/a/title")]
    [InlineData("\"a\":{\"type\":\"string\",\"title\":\"<b>A</b>\",\"maxLength\":10}", "/properties/a/title")]
    [InlineData("\"a\":{" + Number + ",\"multipleOf\":0.5}", "/properties/a/multipleOf")]
    [InlineData("\"a\":{" + Number + ",\"multipleOf\":0}", "/properties/a/multipleOf")]
    [InlineData("\"a\":{" + Number + ",\"exclusiveMinimum\":0}", "/properties/a/exclusiveMinimum")]
    [InlineData("\"a\":{\"type\":\"integer\",\"title\":\"A\",\"minimum\":9,\"maximum\":0}", "/properties/a/minimum")]
    [InlineData("\"a\":{\"type\":\"integer\",\"title\":\"A\",\"minimum\":0,\"maximum\":9007199254740992}", "/properties/a/maximum")]
    [InlineData("\"a\":{" + Number + ",\"format\":\"date\"}", "/properties/a/format")]
    [InlineData(
        "\"a\":{\"type\":\"integer\",\"title\":\"A\",\"minimum\":0,\"maximum\":2147483648,\"format\":\"int32\"}",
        "/properties/a/format"
    )]
    [InlineData("\"a\":{\"type\":\"boolean\",\"title\":\"A\",\"const\":false}", "/properties/a/const")]
    [InlineData("\"a\":{" + Text + "},\"a\":{" + Text + "}", "/properties/a")]
    [InlineData("\"a/b\":{" + Text + "}", "/properties/a~1b")]
    public void What_the_subset_does_not_have_is_refused_at_its_keyword(string properties, string pointer) =>
        Assert.Equal([pointer], Forms.Refused(() => Forms.Compile(properties), "schema-not-allowed").Distinct());

    [Fact]
    public void Every_fault_of_a_schema_is_named_together() =>
        Assert.Equal(
            ["/properties/a/maxLength", "/properties/b/minimum", "/properties/b/maximum"],
            Forms.Refused(
                () => Forms.Compile("\"a\":{\"type\":\"string\",\"title\":\"A\"},\"b\":{\"type\":\"integer\",\"title\":\"B\"}"),
                "schema-not-allowed"
            )
        );

    [Fact]
    public void A_schema_beyond_32_KiB_is_refused()
    {
        var fields = Enumerable
            .Range(0, 30)
            .Select(number =>
                $$"""
                    "f{{number}}":{"type":"string","title":"F","enum":["{{string.Join(
                        "\",\"",
                        Enumerable.Range(0, 200).Select(n => $"{n:D8}")
                    )}}"]}
                    """
            );

        Assert.Equal([""], Forms.Refused(() => Forms.Compile(string.Join(',', fields)), "schema-not-allowed"));
    }

    [Theory]
    [InlineData("email", "maria.rossi@example.org", "maria@", "a b@example.org", "maria@example", "<x>@example.org")]
    [InlineData("date", "2028-02-29", "2027-02-29", "29/02/2028", "2028-2-29", "2028-02-29\n")]
    [InlineData("fiscal-code", "RSSMRA45C12F205C", "RSSMRA45C12F205D", " RSSMRA45C12F205C", "")]
    [InlineData("vat-number", "80008510754", "80008510755", "RSSMRA45C12F205C")]
    [InlineData("iban", "IT91V0542811101000000506001", "IT92V0542811101000000506001")]
    [InlineData("plate", "AB123CD", "AB 123 CD", "ab123cd", "ABCDEFG")]
    public void A_format_accepts_what_it_names(string format, string good, params string[] bad)
    {
        var form = Forms.Compile(
            $$"""
            "a":{"type":"string","title":"A","maxLength":40,"format":"{{format}}"}
            """
        );

        Assert.Empty(form.Faults(JsonSerializer.Serialize(new { a = good })));
        Assert.All(bad, text => Assert.Equal(["/data/a"], form.Faults(JsonSerializer.Serialize(new { a = text }))));
    }

    [Theory]
    [InlineData("20", 20)]
    [InlineData("20.0", 20)]
    [InlineData("2e1", 20)]
    [InlineData("200E-1", 20)]
    [InlineData("-0.0", 0)]
    public void An_integer_may_be_written_in_any_way_of_JSON(string written, long number)
    {
        Assert.True(WholeNumber.TryRead(Forms.Parse(written), out var read));
        Assert.Equal(number, read);
    }

    [Theory]
    [InlineData("20.5")]
    [InlineData("2e-1")]
    [InlineData("1.00000000000000000000000000000000000001")]
    [InlineData("1e-40")]
    [InlineData("1e400")]
    [InlineData("1e99999999999")]
    [InlineData("\"20\"")]
    public void A_fraction_is_no_integer_however_small(string written) => Assert.False(WholeNumber.TryRead(Forms.Parse(written), out _));

    [Fact]
    public void Equal_data_gives_equal_text_whatever_its_order()
    {
        var service = Forms.Service($"\"a\":{{{Text}}},\"b\":{{{Number}}}", """{"kind":"fixed","amountCents":1}""");

        Assert.Equal("""{"a":"è \"x\"","b":5}""", service.Values("""{"b":5.0,"a":"\u00e8 \"x\""}""").Json);
    }

    [Fact]
    public void A_message_never_repeats_a_value()
    {
        var form = Forms.Compile($"\"a\":{{{Text},\"pattern\":\"^[0-9]+$\"}},\"b\":{{{Number}}}", "a", "b");
        var validation = new Validation();

        form.Read(Forms.Parse("""{"a":"SEGRETO","b":"SEGRETO"}"""), validation);

        Assert.Equal(2, validation.Refusal().Errors.Count);
        Assert.All(validation.Refusal().Errors, error => Assert.DoesNotContain("SEGRETO", error.Detail, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"a":"😀😀😀😀😀😀😀😀😀😀"}""")]
    [InlineData("""{"a":""}""")]
    [InlineData("{}")]
    public void A_length_counts_characters_and_an_optional_field_may_be_absent(string data) =>
        Assert.Empty(Forms.Compile($"\"a\":{{{Text}}}").Faults(data));

    [Theory]
    [InlineData("[]", "/data")]
    [InlineData("null", "/data")]
    [InlineData("""{"a":null}""", "/data/a")]
    [InlineData("""{"a":"x","a":"y"}""", "/data/a")]
    [InlineData("""{"a":"x","__proto__":{}}""", "/data/__proto__")]
    [InlineData("""{"a":"\u0007"}""", "/data/a")]
    public void Data_of_another_shape_is_refused(string data, string pointer) =>
        Assert.Equal([pointer], Forms.Compile($"\"a\":{{{Text}}}").Faults(data));

    private static string? FaultOf(JsonElement one)
    {
        var name = one.GetProperty("name").GetString();
        var expected = one.GetProperty("pointer").GetString();
        try
        {
            var form = FormSchemaReader.Compile(one.GetProperty("schema"), "");
            return expected is null && IsFast(form) ? null : $"{name}: accepted";
        }
        catch (Refusal refusal)
        {
            var pointers = refusal.Errors.Select(error => error.Pointer);
            return refusal.Code == Codes.SchemaNotAllowed && pointers.Contains(expected ?? "/properties/a/pattern", StringComparer.Ordinal)
                ? null
                : $"{name}: {string.Join(' ', pointers)}";
        }
    }

    private static bool IsFast(FormSchema form)
    {
        var data = $$"""{"a":"{{new string('a', 99)}}!"}""";
        var started = Stopwatch.GetTimestamp();
        Assert.Equal(["/data/a"], form.Faults(data));
        return Stopwatch.GetElapsedTime(started) < TimeSpan.FromMilliseconds(50);
    }
}
