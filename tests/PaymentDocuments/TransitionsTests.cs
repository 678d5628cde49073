using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;

namespace Lecce.Riscossione.Tests.PaymentDocuments;

public class TransitionsTests
{
    /// <summary>The life of a document as the offices told it, written down a second time: what is not here must be refused.</summary>
    private static readonly string[] Legal =
    [
        "draft Publish issued",
        "draft Cancel cancelled",
        "issued PayPart partially-paid",
        "issued PayRest paid",
        "issued Cancel cancelled",
        "issued WriteOff written-off",
        "issued Enforce enforced",
        "partially-paid PayPart partially-paid",
        "partially-paid PayRest paid",
        "partially-paid Reverse partially-paid",
        "partially-paid ReverseAll issued",
        "partially-paid WriteOff written-off",
        "partially-paid Enforce enforced",
        "paid Settle settled",
        "paid Reverse partially-paid",
        "paid ReverseAll issued",
        "settled Reverse partially-paid",
        "settled ReverseAll issued",
        "enforced Restore issued",
        "issued Suspend issued",
        "issued Resume issued",
        "partially-paid Suspend partially-paid",
        "partially-paid Resume partially-paid",
        "enforced Suspend enforced",
        "enforced Resume enforced",
        "cancelled Restore issued",
    ];

    [Fact]
    public void Every_state_and_event_lead_somewhere_or_are_refused()
    {
        var found = new List<string>();
        foreach (var from in DocumentState.All)
        {
            foreach (var what in Enum.GetValues<DocumentEvent>())
            {
                if (Transitions.Allows(from, what))
                {
                    found.Add($"{from} {what} {Transitions.Next(from, what)}");
                }
                else
                {
                    var refusal = Assert.Throws<Refusal>(() => Transitions.Next(from, what));
                    Assert.Equal(Codes.TransitionNotAllowed, refusal.Code);
                    Assert.DoesNotContain(from == "draft" ? "«draft»" : $"«{from}»", refusal.Message, StringComparison.Ordinal);
                }
            }
        }

        Assert.Equal(Legal.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }
}
