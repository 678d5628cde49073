using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments;

/// <summary>Provvedimento che dispone un'operazione, per esempio una determina.</summary>
public sealed record AdministrativeOrder
{
    /// <summary>Numero (da 1 a 40 caratteri).</summary>
    [MinLength(1), MaxLength(40)]
    public required string Number { get; init; }

    /// <summary>Data.</summary>
    public required LocalDate Date { get; init; }

    internal static AdministrativeOrder? Of(CommandRow row) =>
        row is { OrderNumber: { } number, OrderDate: { } date } ? new AdministrativeOrder { Number = number, Date = date } : null;
}

/// <summary>Why an office gives a command.</summary>
/// <param name="Reason">For people, 1 to 500 characters, without personal data.</param>
/// <param name="Order">The act of the office; null where it needs none.</param>
internal sealed record Grounds(string Reason, AdministrativeOrder? Order)
{
    public static Grounds Of(string? reason, AdministrativeOrder? order, Validation validation)
    {
        DocumentPlan.RequireDate(order?.Date, "/order/date", validation);
        return new(
            validation.Text("/reason", reason, 1, 500),
            order is null ? null : order with { Number = validation.Text("/order/number", order.Number, 1, 40) }
        );
    }
}
