using System.Text.Json;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

/// <summary>A service, compiled from its settings. The payer's data chooses the amount and the subject, but never the account or the dates.</summary>
internal sealed class SpontaneousService
{
    /// <summary>pagoPA carries five transfers, and one of them is the service itself.</summary>
    public const int MaxStampsOfService = 4;

    private const string Pointer = "/spontaneous";

    /// <summary>The fields of paDemandPaymentNotice that make the debtor.</summary>
    private static readonly string[] DebtorFields = ["debtorFiscalCode", "debtorName", "debtorSurname", "debtorEmail"];

    private readonly AmountRule amount;
    private readonly SubjectTemplate subject;

    private SpontaneousService(SpontaneousSettings settings, FormSchema form, AmountRule amount, SubjectTemplate subject)
    {
        Settings = settings;
        Form = form;
        this.amount = amount;
        this.subject = subject;
    }

    public SpontaneousSettings Settings { get; }

    public FormSchema Form { get; }

    /// <summary>One of <see cref="AmountKind"/>.</summary>
    public string AmountKind => amount.Kind;

    /// <summary>The least amount, in cents; of a fixed amount, the amount itself.</summary>
    public long MinCents => amount.MinCents;

    /// <summary>The greatest amount, in cents.</summary>
    public long MaxCents => amount.MaxCents;

    public int SimilarWithinDays => Settings.SimilarWithinDays ?? 0;

    public int MaxOpenPerDebtor => Settings.MaxOpenPerDebtor ?? 5;

    /// <summary>How many stamps a request may add.</summary>
    public int MaxStamps => Settings.Stamps ?? 0;

    public int MaxPerHour => Settings.MaxPerHour ?? 1_000;

    /// <summary>Checks and compiles settings; those that are stored were accepted by the same rules.</summary>
    /// <exception cref="Refusal">
    /// <see cref="Codes.SchemaNotAllowed"/>, <see cref="Codes.AmountRuleNotAllowed"/>, <see cref="Codes.SubjectNotAllowed"/>;
    /// <see cref="Codes.ValidationFailed"/> for hints and translations. The pointers name the keyword in the revenue type.
    /// </exception>
    public static SpontaneousService Compile(SpontaneousSettings settings)
    {
        var form = FormSchemaReader.Compile(settings.Schema, $"{Pointer}/schema");
        RequireFreeNames(settings, form);
        if (settings.Ui is { } ui)
        {
            var faults = new Validation();
            new UiReader(form, faults, $"{Pointer}/ui").Check(ui);
            faults.ThrowIfAny();
        }

        var rule = AmountRule.Compile(settings.Amount, form, $"{Pointer}/amount");
        var personal = (settings.Ui?.Personal ?? []).ToHashSet(StringComparer.Ordinal);
        var template = SubjectTemplate.Compile(settings.Subject, form, personal, $"{Pointer}/subject");
        return new SpontaneousService(settings, form, rule, template);
    }

    /// <summary>A service that can be asked for at a PSP has no field with a name that the Node uses for the debtor.</summary>
    private static void RequireFreeNames(SpontaneousSettings settings, FormSchema form)
    {
        const string Detail = "Con nodeServiceCode questo nome indica il debitore: dare un altro nome al campo.";
        if (settings.NodeServiceCode is not null && DebtorFields.FirstOrDefault(name => form.Find(name) is not null) is { } taken)
        {
            var error = new FieldError($"{Pointer}/schema/properties/{taken}", Codes.SchemaNotAllowed.Value, Detail);
            throw new Refusal(Codes.SchemaNotAllowed, "Lo schema del modulo non è ammesso: correggere quanto elencato in errors.", [error]);
        }
    }

    /// <summary>Reads the data of a request; records each fault with the pointer <c>/data/field</c>. The messages never repeat a value.</summary>
    public FormValues Read(JsonElement data, Validation validation) => Form.Read(data, validation);

    /// <summary>The amount of a request, in cents.</summary>
    /// <exception cref="Refusal">
    /// <see cref="Codes.AmountNotExpected"/>, <see cref="Codes.AmountOutOfRange"/>; <see cref="Codes.ValidationFailed"/> when an entered amount
    /// is missing.
    /// </exception>
    public long AmountOf(FormValues values, long? enteredCents) => amount.AmountOf(values, enteredCents);

    /// <summary>The subject of a request, 1 to 140 characters.</summary>
    public string SubjectOf(FormValues values, LocalDate today) => subject.Render(values, today, otherwise: Settings.Title);

    /// <summary>The last day on which a request made today can be paid; it is also its due date.</summary>
    public LocalDate PayableUntil(LocalDate today) => today.PlusDays(Settings.Validity.Days - 1);

    /// <summary>True when a person (<c>F</c>) or a company (<c>G</c>) may be the debtor.</summary>
    public bool Admits(string debtorKind) => Settings.Debtor.Kinds.Contains(debtorKind, StringComparer.Ordinal);

    /// <summary>True when a request may leave the debtor out.</summary>
    public bool AdmitsAnonymous => Settings.Debtor.Anonymous ?? false;
}
