using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

/// <summary>Reads an amount rule at registration and proves it against the schema of the form.</summary>
internal sealed class AmountRuleReader(SpontaneousAmount settings, FormSchema form, Validation faults, string pointer)
{
    private const int MaxTerms = 10;

    public AmountRule Read()
    {
        switch (settings.Kind)
        {
            case AmountKind.Fixed:
                RefuseBeside(settings.BaseCents, settings.Terms, settings.MinCents, settings.MaxCents);
                return AmountRule.Fixed(Cents(settings.AmountCents, "amountCents"));
            case AmountKind.Entered:
                RefuseBeside(settings.BaseCents, settings.Terms, amount: settings.AmountCents);
                return AmountRule.Entered(Cents(settings.MinCents, "minCents"), MaxCents());
            case AmountKind.Computed:
                RefuseBeside(amount: settings.AmountCents);
                return ReadComputed();
            default:
                Refuse("/kind", "I valori sono fixed, entered e computed.");
                return AmountRule.Fixed(1);
        }
    }

    private AmountRule ReadComputed()
    {
        var (min, max) = (Cents(settings.MinCents, "minCents"), MaxCents());
        var baseCents = settings.BaseCents ?? 0;
        Require(baseCents is >= 0 and <= Amount.MaxCents, "/baseCents", $"Servono da 0 a {Amount.MaxCents} centesimi.");
        var sent = settings.Terms ?? [];
        Require(sent.Count is >= 1 and <= MaxTerms, "/terms", $"Servono da 1 a {MaxTerms} addendi.");
        var terms = sent.Take(MaxTerms).Select((term, index) => ReadTerm(term, $"/terms/{index}")).OfType<Term>().ToList();
        if (!faults.Failed)
        {
            ProveRange(baseCents, terms, min, max);
        }

        return AmountRule.Computed(baseCents, terms, min, max);
    }

    private Term? ReadTerm(SpontaneousTerm term, string place)
    {
        var ways = new object?[] { term.CentsPerUnit, term.Cents, term.Times }.Count(way => way is not null);
        if (!Require(ways == 1, place, "Un addendo ha uno solo tra centsPerUnit, cents e times."))
        {
            return null;
        }

        if (term.Cents is { } own)
        {
            return new Term(null, null, term.Field, ReadTariff(term.Field, own, place));
        }

        var isNumber = FieldOf(term.Field, $"{place}/field") is null or NumberField;
        Require(isNumber, $"{place}/field", "Serve un campo intero.");
        if (term.Times is { } times)
        {
            return new Term(term.Field, null, times.Field, ReadTariff(times.Field, times.Cents, $"{place}/times"));
        }

        var isPrice = term.CentsPerUnit is >= 0 and <= Amount.MaxCents;
        Require(isPrice, $"{place}/centsPerUnit", $"Servono da 0 a {Amount.MaxCents} centesimi.");
        return new Term(term.Field, term.CentsPerUnit, null, null);
    }

    private IReadOnlyDictionary<string, long> ReadTariff(string field, IReadOnlyDictionary<string, long> cents, string place)
    {
        if (FieldOf(field, $"{place}/field") is not { } found)
        {
            return cents;
        }

        if (!Require(found.Words is not null, $"{place}/field", "Serve un campo a scelta (enum) o sì/no."))
        {
            return cents;
        }

        foreach (var word in found.Words!.Where(word => !cents.ContainsKey(word)))
        {
            Refuse($"{place}/cents{JsonPath.PointerTo(word)}", "Mancano i centesimi di questo valore.");
        }

        foreach (var (word, value) in cents)
        {
            var isGood = found.Words!.Contains(word, StringComparer.Ordinal) && value is >= 0 and <= Amount.MaxCents;
            var detail = $"Serve un valore del campo, con centesimi da 0 a {Amount.MaxCents}.";
            Require(isGood, $"{place}/cents{JsonPath.PointerTo(word)}", detail);
        }

        return cents;
    }

    /// <summary>The least and the greatest total of accepted data must not overflow, and some total must be payable.</summary>
    private void ProveRange(long baseCents, List<Term> terms, long min, long max)
    {
        try
        {
            var (least, greatest) = (baseCents, baseCents);
            foreach (var term in terms)
            {
                var (low, high) = RangeOf(term);
                least = checked(least + low);
                greatest = checked(greatest + high);
            }

            Require(greatest >= min && least <= max, "", "Nessun dato ammesso dà un importo tra minCents e maxCents.");
        }
        catch (OverflowException)
        {
            Refuse("/terms", "Con i valori più grandi ammessi dallo schema l'importo non è rappresentabile: ridurre maximum o le tariffe.");
        }
    }

    private (long Low, long High) RangeOf(Term term)
    {
        var (few, many) = term.NumberField is { } name && form.Find(name) is NumberField number ? (number.Min, number.Max) : (1, 1);
        var (cheap, dear) = term.CentsPerUnit is { } price ? (price, price) : (term.Tariff!.Values.Min(), term.Tariff.Values.Max());
        long[] corners = [checked(few * cheap), checked(few * dear), checked(many * cheap), checked(many * dear)];
        return (corners.Min(), corners.Max());
    }

    private FormField? FieldOf(string name, string place)
    {
        var field = form.Find(name);
        Require(field is { IsRequired: true }, place, "Serve un campo dello schema, tra quelli obbligatori (required).");
        return field;
    }

    private long MaxCents()
    {
        var max = Cents(settings.MaxCents, "maxCents");
        Require(settings.MaxCents is null || settings.MinCents is not { } min || min <= max, "/minCents", "Il minimo supera il massimo.");
        return max;
    }

    private long Cents(long? cents, string name)
    {
        var isGood = cents is >= 1 and <= Amount.MaxCents;
        return Require(isGood, $"/{name}", $"Con questo tipo di importo serve {name}, da 1 a {Amount.MaxCents} centesimi.")
            ? cents!.Value
            : 1;
    }

    private void RefuseBeside(
        long? baseCents = null,
        IReadOnlyList<SpontaneousTerm>? terms = null,
        long? min = null,
        long? max = null,
        long? amount = null
    )
    {
        const string Detail = "Con questo tipo di importo non si usa.";
        Require(baseCents is null, "/baseCents", Detail);
        Require(terms is null, "/terms", Detail);
        Require(min is null, "/minCents", Detail);
        Require(max is null, "/maxCents", Detail);
        Require(amount is null, "/amountCents", Detail);
    }

    private bool Require(bool condition, string place, string detail) =>
        faults.Require(condition, pointer + place, Codes.AmountRuleNotAllowed.Value, detail);

    private void Refuse(string place, string detail) => Require(condition: false, place, detail);
}
