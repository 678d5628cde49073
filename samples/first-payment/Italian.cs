using System.Globalization;
using Lecce.Riscossione.Sdk;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Samples.FirstPayment;

/// <summary>Amounts, dates and the API's stable codes, as people in Italy read them.</summary>
internal static class Italian
{
    public static readonly DateTimeZone Rome = DateTimeZoneProviders.Tzdb["Europe/Rome"];

    // Written out rather than asked of the machine, which may have no Italian settings.
    private static readonly NumberFormatInfo Numbers = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };
    private static readonly LocalDatePattern Dates = LocalDatePattern.CreateWithInvariantCulture("dd'/'MM'/'uuuu");
    private static readonly LocalDateTimePattern Moments = LocalDateTimePattern.CreateWithInvariantCulture("dd'/'MM'/'uuuu HH:mm:ss");

    /// <summary>1.020,99 €.</summary>
    public static string Euro(long cents) => (cents / 100m).ToString("#,##0.00 €", Numbers);

    public static string Moment(Instant instant) => Moments.Format(instant.InZone(Rome).LocalDateTime);

    /// <summary>What the printed notice says: its number in groups of four digits, the amount, the due date.</summary>
    public static string Notice(Installment installment)
    {
        var number = string.Join(' ', installment.NoticeNumber!.Chunk(4).Select(digits => new string(digits)));
        var due = installment.DueOn is { } date ? $", entro il {Dates.Format(date)}" : "";
        return $"avviso {number}, {Euro(installment.AmountCents)}{due}";
    }

    public static string State(string state) =>
        state switch
        {
            DocumentStates.Issued => "emesso",
            DocumentStates.PartiallyPaid => "pagato in parte",
            DocumentStates.Paid => "pagato",
            _ => state,
        };

    public static string Option(string kind) =>
        kind switch
        {
            "single" => "unica soluzione",
            "installments" => "rate",
            _ => kind,
        };

    public static string Movement(string kind) =>
        kind switch
        {
            "charge" => "addebito",
            "payment" => "pagamento",
            _ => kind,
        };

    public static string Happened(string type) =>
        type switch
        {
            "issued" => "documento emesso",
            "options-closed" => "unica soluzione chiusa",
            "payment-recorded" => "pagamento registrato",
            _ => type,
        };
}
