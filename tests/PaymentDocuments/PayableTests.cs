using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Tests.PaymentDocuments;

public class PayableTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 23, 11, 0);
    private static readonly PayableFacts Right = new(DocumentState.Issued, default, false, 100, null, null);

    private static readonly Suspension Open = new(IsOpen: true, From: null, Until: null);

    [Theory]
    [InlineData(DocumentState.Draft, "Unknown")]
    [InlineData(DocumentState.Issued, null)]
    [InlineData(DocumentState.PartiallyPaid, null)]
    [InlineData(DocumentState.Paid, "AlreadyPaid")]
    [InlineData(DocumentState.Settled, "AlreadyPaid")]
    [InlineData(DocumentState.Cancelled, "Cancelled")]
    [InlineData(DocumentState.WrittenOff, "Cancelled")]
    [InlineData(DocumentState.Enforced, "Cancelled")]
    public void The_state_decides_first_whatever_else_stands_in_the_way(string state, string? reason)
    {
        Assert.Equal(reason, Payable.WhyNot(Right with { State = state }, Noon)?.ToString());
        if (reason is not null)
        {
            var nothingRight = new PayableFacts(state, Open, true, 0, new LocalDate(2027, 1, 1), new LocalDate(2026, 1, 1));
            Assert.Equal(reason, Payable.WhyNot(nothingRight, Noon)?.ToString());
        }
    }

    /// <summary>Every combination; the reason told is the first of those that hold, in the order in which they matter to the payer.</summary>
    [Fact]
    public void Of_several_reasons_the_weightiest_is_told()
    {
        var yesterday = new LocalDate(2026, 11, 22);
        var tomorrow = new LocalDate(2026, 11, 24);
        for (var bits = 0; bits < 32; bits++)
        {
            var (paid, closed, suspended) = ((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0);
            var (early, late) = ((bits & 8) != 0, (bits & 16) != 0);
            NotPayable?[] inOrder =
            [
                paid ? NotPayable.AlreadyPaid : null,
                closed ? NotPayable.ClosedByAnotherOption : null,
                suspended ? NotPayable.Suspended : null,
                early ? NotPayable.NotYetValid : null,
                late ? NotPayable.Expired : null,
            ];
            var facts = new PayableFacts(
                DocumentState.PartiallyPaid,
                suspended ? Open : default,
                closed,
                paid ? 0 : 1,
                early ? tomorrow : yesterday,
                late ? yesterday : tomorrow
            );

            Assert.Equal(inOrder.FirstOrDefault(reason => reason is not null), Payable.WhyNot(facts, Noon));
        }
    }

    [Theory]
    [InlineData("2026-06-30", "2026-06-30T22:00:00Z")] // summer time
    [InlineData("2026-12-31", "2026-12-31T23:00:00Z")] // standard time
    [InlineData("2026-03-28", "2026-03-28T23:00:00Z")] // the eve of the shorter day
    [InlineData("2026-03-29", "2026-03-29T22:00:00Z")] // the day of 23 hours
    [InlineData("2026-10-24", "2026-10-24T22:00:00Z")] // the eve of the longer day
    [InlineData("2026-10-25", "2026-10-25T23:00:00Z")] // the day of 25 hours
    public void The_last_day_ends_at_midnight_in_Rome_and_the_first_begins_there(string day, string midnight)
    {
        var date = LocalDatePattern.Iso.Parse(day).Value;
        var end = InstantPattern.General.Parse(midnight).Value;
        var until = Right with { PayableUntil = date };
        Assert.Null(Payable.WhyNot(until, end - Duration.Epsilon));
        Assert.Equal(NotPayable.Expired, Payable.WhyNot(until, end));

        var from = Right with { ValidFrom = date.PlusDays(1) };
        Assert.Equal(NotPayable.NotYetValid, Payable.WhyNot(from, end - Duration.Epsilon));
        Assert.Null(Payable.WhyNot(from, end));
    }
}
