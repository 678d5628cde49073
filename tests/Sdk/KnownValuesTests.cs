using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.BulkLoads;
using Lecce.Riscossione.Api.Checkouts;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.Payments;
using Lecce.Riscossione.Api.Timeline;
using Lecce.Riscossione.Tests.Architecture;
using Lecce.Riscossione.Tests.Host;
using Client = Lecce.Riscossione.Sdk;

namespace Lecce.Riscossione.Tests.Sdk;

/// <summary>Compares the words of the client and the API, which share no code.</summary>
public sealed class KnownValuesTests
{
    private static readonly JsonNode Document = JsonNode.Parse(Repository.Text("openapi/riscossione.v1.json"))!;

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

    [Fact]
    public void The_client_knows_every_code_of_problems() => Same(Codes.All.Select(code => code.Value), typeof(Client.ProblemCodes));

    [Fact]
    public void Every_value_that_a_schema_lists_has_a_constant_and_a_meaning()
    {
        var lists = Document["x-known-values"]!
            .AsObject()
            .ToDictionary(
                list => list.Key,
                list => list.Value!["values"]!.AsObject().Select(value => value.Key).ToHashSet(StringComparer.Ordinal),
                StringComparer.Ordinal
            );
        var listed = Listed(Document).Where(values => !values.SetEquals(TimelineTypes.All)).ToList();

        Assert.True(listed.Count > 30, $"The document lists values {listed.Count} times.");
        Findings.MustBeNone(
            listed.Where(values => !lists.Values.Any(values.IsSubsetOf)).Select(values => $"{string.Join(", ", values)}: no constants")
        );
        Findings.MustBeNone(
            lists
                .Where(list => list.Key != "Scopes" && !listed.Any(list.Value.SetEquals))
                .Select(list => $"{list.Key}: no schema has these values")
        );
    }

    private static IEnumerable<HashSet<string>> Listed(JsonNode? node) =>
        node switch
        {
            JsonObject one => one.SelectMany(member =>
                member is { Key: "x-extensible-enum", Value: JsonArray values }
                    ? [values.Select(value => (string)value!).ToHashSet(StringComparer.Ordinal)]
                    : Listed(member.Value)
            ),
            JsonArray several => several.SelectMany(Listed),
            _ => [],
        };

    private static void Same(IEnumerable<string> ofTheApi, Type ofTheClient) =>
        Assert.Equal(
            ofTheApi.Order(StringComparer.Ordinal),
            ofTheClient.GetFields().Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal)
        );
}
