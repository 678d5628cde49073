using Lecce.Riscossione.Api.BulkLoads;
using Lecce.Riscossione.Api.Checkouts;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.Payments;
using Client = Lecce.Riscossione.Sdk;

namespace Lecce.Riscossione.Tests.Sdk;

/// <summary>Compares the words of the client and the API, which share no code.</summary>
public sealed class KnownValuesTests
{
    [Fact]
    public void The_client_knows_every_document_state() => Same(DocumentState.All, typeof(Client.DocumentStates));

    [Fact]
    public void The_client_knows_every_payment_outcome() => Same(PaymentOutcome.All, typeof(Client.PaymentOutcomes));

    [Fact]
    public void The_client_knows_every_status_of_checkouts() =>
        Same(
            typeof(CheckoutStatus).GetFields().Where(one => one.IsLiteral).Select(one => (string)one.GetRawConstantValue()!),
            typeof(Client.CheckoutStatuses)
        );

    [Fact]
    public void The_client_knows_every_word_of_bulk_loads()
    {
        Same(LoadState.All, typeof(Client.BulkLoadStates));
        Same(LoadMode.All, typeof(Client.BulkLoadModes));
        Same(RowOutcome.All, typeof(Client.BulkLoadOutcomes));
    }

    [Fact]
    public void The_client_knows_every_scope() => Same(Api.Access.Scopes.All, typeof(Client.Scopes));

    private static void Same(IEnumerable<string> ofTheApi, Type ofTheClient) =>
        Assert.Equal(
            ofTheApi.Order(StringComparer.Ordinal),
            ofTheClient.GetFields().Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal)
        );
}
