using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Rules;

/// <summary>A hold on top of a document's state. It stops paying on its days; money that arrives all the same is applied.</summary>
/// <param name="IsOpen">No command has ended it.</param>
/// <param name="From">Its first day; null: since ever.</param>
/// <param name="Until">Its last day; null: until a command ends it.</param>
internal readonly record struct Suspension(bool IsOpen, LocalDate? From, LocalDate? Until)
{
    /// <summary>True when the document cannot be paid on that day.</summary>
    public bool IsOn(LocalDate day) => IsOpen && !(From > day) && !HasEnded(day);

    /// <summary>True when the last day has passed: it ends by its date, without a command.</summary>
    public bool HasEnded(LocalDate day) => Until < day;
}
