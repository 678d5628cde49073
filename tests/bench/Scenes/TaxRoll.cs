using System.Globalization;
using System.Text.Json;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using NodaTime;

namespace Lecce.Riscossione.Bench.Scenes;

/// <summary>
/// A year's waste tax: one item and three installments a document, two documents a taxpayer. The same seed always gives the same roll.
/// </summary>
/// <param name="seed">Any number.</param>
/// <param name="firstDueOn">When the first installments fall due.</param>
internal sealed class TaxRoll(int seed, LocalDate firstDueOn)
{
    public const int InstallmentsPerDocument = 3;

    private const int DocumentsPerPerson = 2;
    private readonly People people = new(seed);

    public LocalDate FirstDueOn => firstDueOn;

    /// <summary>The document with a number, from zero.</summary>
    public IssuePaymentDocumentRequest Document(int number)
    {
        var random = new Random(unchecked((seed * 17) + number));
        return new IssuePaymentDocumentRequest
        {
            ExternalId = string.Create(CultureInfo.InvariantCulture, $"TARI-{firstDueOn.Year}-{number:D8}"),
            Subject = string.Create(CultureInfo.InvariantCulture, $"TARI {firstDueOn.Year} – utenza domestica {number:D8}"),
            Debtor = people.Person(number / DocumentsPerPerson),
            Items =
            [
                new DebtItemRequest
                {
                    RevenueType = "tari",
                    Year = firstDueOn.Year,
                    AmountCents = random.Next(48_00, 620_00),
                },
            ],
            Options =
            [
                new PaymentOptionRequest
                {
                    Kind = "installments",
                    Plan = new InstallmentPlan
                    {
                        Count = InstallmentsPerDocument,
                        FirstDueOn = firstDueOn,
                        EveryMonths = 2,
                    },
                },
            ],
        };
    }

    /// <summary>Writes a part of the roll as a bulk load takes it: one JSON object a line.</summary>
    public void WriteLines(Stream output, int first, int count)
    {
        for (var number = first; number < first + count; number++)
        {
            JsonSerializer.Serialize(output, Document(number), Json.Options);
            output.WriteByte((byte)'\n');
        }
    }
}
