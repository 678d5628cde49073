using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

/// <summary>
/// An amount rule, compiled and proven: its fields exist and are required, every word has its cents, and no accepted data makes the total
/// overflow.
/// </summary>
internal sealed class AmountRule
{
    private readonly List<Term> terms = [];
    private readonly long baseCents;

    private AmountRule(string kind, long minCents, long maxCents, long baseCents)
    {
        Kind = kind;
        MinCents = minCents;
        MaxCents = maxCents;
        this.baseCents = baseCents;
    }

    /// <summary>One of <see cref="AmountKind"/>.</summary>
    public string Kind { get; }

    public long MinCents { get; }

    public long MaxCents { get; }

    /// <summary>Compiles a rule for a form.</summary>
    /// <exception cref="Refusal"><see cref="Codes.AmountRuleNotAllowed"/>, with every fault; the pointers begin with <paramref name="pointer"/>.</exception>
    public static AmountRule Compile(SpontaneousAmount settings, FormSchema form, string pointer)
    {
        var faults = new Validation();
        var rule = new AmountRuleReader(settings, form, faults, pointer).Read();
        return faults.Failed
            ? throw new Refusal(
                Codes.AmountRuleNotAllowed,
                "La regola dell'importo non è completa o non si accorda con lo schema: correggere ciò che errors elenca.",
                faults.Refusal().Errors
            )
            : rule;
    }

    public static AmountRule Fixed(long cents) => new(AmountKind.Fixed, cents, cents, cents);

    public static AmountRule Entered(long minCents, long maxCents) => new(AmountKind.Entered, minCents, maxCents, 0);

    public static AmountRule Computed(long baseCents, IReadOnlyList<Term> terms, long minCents, long maxCents)
    {
        var rule = new AmountRule(AmountKind.Computed, minCents, maxCents, baseCents);
        rule.terms.AddRange(terms);
        return rule;
    }

    /// <summary>The amount of a request, in cents.</summary>
    /// <param name="values">The data of the form.</param>
    /// <param name="enteredCents">The amount that the payer chose; null when none was sent.</param>
    /// <exception cref="Refusal">
    /// <see cref="Codes.AmountNotExpected"/>, <see cref="Codes.AmountOutOfRange"/>; <see cref="Codes.ValidationFailed"/> when an entered amount
    /// is missing.
    /// </exception>
    public long AmountOf(FormValues values, long? enteredCents)
    {
        const string Pointer = "/amountCents";
        if (Kind != AmountKind.Entered)
        {
            return enteredCents is null
                ? Total(values)
                : throw Refused(Codes.AmountNotExpected, Pointer, "L'importo di questo servizio è calcolato: togliere amountCents.");
        }

        var entered = enteredCents ?? throw Refused(Codes.ValidationFailed, Pointer, "Indicare l'importo in centesimi.", "amount-missing");
        return entered >= MinCents && entered <= MaxCents ? entered : throw OutOfRange(Pointer);
    }

    private long Total(FormValues values)
    {
        var total = terms.Aggregate(baseCents, (sum, term) => checked(sum + term.CentsOf(values)));
        return total >= MinCents && total <= MaxCents ? total : throw OutOfRange("/data");
    }

    private Refusal OutOfRange(string pointer) =>
        Refused(
            Codes.AmountOutOfRange,
            pointer,
            $"L'importo deve stare tra {Amount.ToItalianText(MinCents)} e {Amount.ToItalianText(MaxCents)} euro."
        );

    private static Refusal Refused(RefusalCode code, string pointer, string detail, string? fieldCode = null) =>
        new(code, detail, [new FieldError(pointer, fieldCode ?? code.Value, detail)]);
}

/// <summary>One addend: the cents of a word, or an integer times cents.</summary>
/// <param name="NumberField">The integer field; null for a tariff alone.</param>
/// <param name="CentsPerUnit">The cents of each unit; null when a tariff says them.</param>
/// <param name="WordField">The field that chooses from the tariff.</param>
/// <param name="Tariff">The cents of each word.</param>
internal sealed record Term(string? NumberField, long? CentsPerUnit, string? WordField, IReadOnlyDictionary<string, long>? Tariff)
{
    /// <summary>The cents for some data. The fields are required, so accepted data has them.</summary>
    public long CentsOf(FormValues values)
    {
        var units = NumberField is null ? 1 : values.NumberOf(NumberField)!.Value;
        var cents = CentsPerUnit ?? Tariff![values.WordOf(WordField!)!];
        return checked(units * cents);
    }
}
