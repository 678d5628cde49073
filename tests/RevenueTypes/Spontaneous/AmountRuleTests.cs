using System.Numerics;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.RevenueTypes.Spontaneous;
using Xunit.Abstractions;

namespace Lecce.Riscossione.Tests.RevenueTypes.Spontaneous;

public class AmountRuleTests(ITestOutputHelper output)
{
    private const string Fields = """
        "metri":{"type":"integer","title":"Metri","minimum":1,"maximum":300},
        "zona":{"type":"string","title":"Zona","enum":["centro","mare"]},
        "urgente":{"type":"boolean","title":"Urgente"},
        "nota":{"type":"string","title":"Nota","maxLength":10}
        """;
    private const string Limits = "\"minCents\":1,\"maxCents\":1000000";

    [Fact]
    public void A_computed_amount_adds_units_tariffs_and_yes_or_no()
    {
        var service = Forms.Service(
            Fields,
            WithLimits(
                """
                {"kind":"computed","baseCents":1000,"terms":[
                    {"field":"metri","centsPerUnit":10},
                    {"field":"metri","times":{"field":"zona","cents":{"centro":300,"mare":200}}},
                    {"field":"urgente","cents":{"true":5000,"false":0}}],LIMITS}
                """
            )
        );

        var cents = service.AmountOf(service.Values("""{"metri":20,"zona":"mare","urgente":true,"nota":"x"}"""), enteredCents: null);

        Assert.Equal(1_000 + 200 + 4_000 + 5_000, cents);
    }

    [Fact]
    public void An_amount_that_the_payer_sends_for_a_computed_service_is_refused()
    {
        var service = Forms.Service(Fields, """{"kind":"fixed","amountCents":516}""");
        var values = service.Values("""{"metri":20,"zona":"mare","urgente":true,"nota":"x"}""");

        Assert.Equal(516, service.AmountOf(values, enteredCents: null));
        Assert.Equal(["/amountCents"], Forms.Refused(() => service.AmountOf(values, enteredCents: 516), "amount-not-expected"));
    }

    [Theory]
    [InlineData(99L, "amount-out-of-range")]
    [InlineData(501L, "amount-out-of-range")]
    [InlineData(-100L, "amount-out-of-range")]
    [InlineData(long.MaxValue, "amount-out-of-range")]
    [InlineData(null, "validation-failed")]
    public void An_entered_amount_is_needed_and_within_its_limits(long? cents, string code)
    {
        var service = Forms.Service(Fields, """{"kind":"entered","minCents":100,"maxCents":500}""");
        var values = service.Values("""{"metri":20,"zona":"mare","urgente":true,"nota":"x"}""");

        Assert.Equal(["/amountCents"], Forms.Refused(() => service.AmountOf(values, cents), code));
        Assert.Equal(500, service.AmountOf(values, 500));
    }

    [Theory]
    [InlineData("""{"kind":"other"}""", "/kind")]
    [InlineData("""{"kind":"fixed"}""", "/amountCents")]
    [InlineData("""{"kind":"fixed","amountCents":0}""", "/amountCents")]
    [InlineData("""{"kind":"fixed","amountCents":100000000000}""", "/amountCents")]
    [InlineData("""{"kind":"fixed","amountCents":1,"maxCents":2}""", "/maxCents")]
    [InlineData("""{"kind":"entered","minCents":5,"maxCents":4}""", "/minCents")]
    [InlineData("""{"kind":"entered","minCents":5}""", "/maxCents")]
    [InlineData("""{"kind":"computed","terms":[],LIMITS}""", "/terms")]
    [InlineData("""{"kind":"computed","terms":[{"field":"metri"}],LIMITS}""", "/terms/0")]
    [InlineData("""{"kind":"computed","terms":[{"field":"metri","centsPerUnit":1,"cents":{}}],LIMITS}""", "/terms/0")]
    [InlineData("""{"kind":"computed","terms":[{"field":"altro","centsPerUnit":1}],LIMITS}""", "/terms/0/field")]
    [InlineData("""{"kind":"computed","terms":[{"field":"nota","centsPerUnit":1}],LIMITS}""", "/terms/0/field")]
    [InlineData("""{"kind":"computed","terms":[{"field":"metri","centsPerUnit":-1}],LIMITS}""", "/terms/0/centsPerUnit")]
    [InlineData("""{"kind":"computed","terms":[{"field":"nota","cents":{"x":1}}],LIMITS}""", "/terms/0/field")]
    [InlineData("""{"kind":"computed","terms":[{"field":"zona","cents":{"centro":1}}],LIMITS}""", "/terms/0/cents/mare")]
    [InlineData("""{"kind":"computed","terms":[{"field":"zona","cents":{"centro":1,"mare":2,"lago":3}}],LIMITS}""", "/terms/0/cents/lago")]
    [InlineData("""{"kind":"computed","terms":[{"field":"urgente","cents":{"true":1}}],LIMITS}""", "/terms/0/cents/false")]
    [InlineData(
        """{"kind":"computed","terms":[{"field":"metri","times":{"field":"metri","cents":{"1":1}}}],LIMITS}""",
        "/terms/0/times/field"
    )]
    [InlineData("""{"kind":"computed","terms":[{"field":"metri","centsPerUnit":1}],"minCents":301,"maxCents":400}""", "")]
    public void A_rule_that_does_not_fit_its_form_is_refused_at_registration(string amount, string pointer) =>
        Assert.Equal(
            [$"/spontaneous/amount{pointer}"],
            Forms.Refused(() => Forms.Service(Fields, WithLimits(amount)), "amount-rule-not-allowed").Distinct()
        );

    [Fact]
    public void A_rule_whose_worst_case_overflows_is_refused_at_registration()
    {
        const string Huge = """
            "a":{"type":"integer","title":"A","minimum":0,"maximum":9007199254740991}
            """;
        var pointers = Forms.Refused(
            () => Forms.Service(Huge, WithLimits("""{"kind":"computed","terms":[{"field":"a","centsPerUnit":99999999999}],LIMITS}""")),
            "amount-rule-not-allowed"
        );

        Assert.Equal(["/spontaneous/amount/terms"], pointers);
    }

    [Fact]
    public void A_field_of_a_term_must_be_required()
    {
        var settings = Forms.Settings(
            WithLimits(
                    """
                    {"enabled":true,"department":"tributi","title":"Prova","subject":"Prova","validity":{"days":1},"debtor":{"kinds":["F"]},
                     "schema":{"type":"object","properties":{FIELDS},"required":["zona"]},
                     "amount":{"kind":"computed","terms":[{"field":"metri","centsPerUnit":1}],LIMITS}}
                    """
                )
                .Replace("FIELDS", Fields, StringComparison.Ordinal)
        );

        var pointers = Forms.Refused(() => SpontaneousService.Compile(settings), "amount-rule-not-allowed");

        Assert.Equal(["/spontaneous/amount/terms/0/field"], pointers);
    }

    [Fact]
    public void An_accepted_rule_gives_the_exact_sum_for_any_accepted_data()
    {
        var random = new Random(RandomForms.Seed);
        var (accepted, payable) = (0, 0);
        for (var number = 0; number < RandomForms.Count; number++)
        {
            var (max, unit, basis) = (
                Math.Max(random.NextInt64(WholeNumber.Max) >> random.Next(0, 53), 1),
                random.NextInt64(0, 5_000),
                random.NextInt64(0, 5_000)
            );
            var (centre, sea) = (random.NextInt64(0, Amount.MaxCents) >> random.Next(0, 30), random.NextInt64(0, 900));
            SpontaneousService service;
            try
            {
                service = Forms.Service(
                    $$"""
                    "n":{"type":"integer","title":"N","minimum":-10,"maximum":{{max}}},
                    "z":{"type":"string","title":"Z","enum":["c","s"]}
                    """,
                    $$$"""
                    {"kind":"computed","baseCents":{{{basis}}},"terms":[{"field":"n","centsPerUnit":{{{unit}}} },
                     {"field":"n","times":{"field":"z","cents":{"c":{{{centre}}},"s":{{{sea}}} } }}],"minCents":1,"maxCents":99999999999}
                    """
                );
            }
            catch (Refusal refusal) when (refusal.Code == Codes.AmountRuleNotAllowed)
            {
                var greatest = basis + (new BigInteger(max) * (unit + Math.Max(centre, sea)));
                Assert.True(greatest > long.MaxValue || greatest < 1, $"Seed {RandomForms.Seed}, #{number}");
                continue;
            }

            accepted++;
            var (units, zone) = (random.NextInt64(-10, Math.Min(max, 100_000) + 1), random.Next(2) == 0 ? "c" : "s");
            var exact = new BigInteger(basis) + (new BigInteger(units) * unit) + (new BigInteger(units) * (zone == "c" ? centre : sea));
            var values = service.Values($$"""{"n":{{units}},"z":"{{zone}}"}""");
            if (exact >= 1 && exact <= Amount.MaxCents)
            {
                payable++;
                Assert.Equal(exact, service.AmountOf(values, enteredCents: null));
            }
            else
            {
                Assert.Equal(["/data"], Forms.Refused(() => service.AmountOf(values, enteredCents: null), "amount-out-of-range"));
            }
        }

        output.WriteLine($"Seed {RandomForms.Seed}: {accepted} rules accepted, {payable} amounts.");
        Assert.True(accepted > 0 && payable > 0);
    }

    private static string WithLimits(string amount) => amount.Replace("LIMITS", Limits, StringComparison.Ordinal);
}
