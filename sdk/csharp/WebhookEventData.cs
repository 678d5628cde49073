using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;

namespace Lecce.Riscossione.Sdk;

/// <summary>
/// I dati di un evento, per nome, anche quelli che questa versione non conosce. Ogni tipo di evento noto ha una sua classe:
/// <c>if (happened.Data is PaymentRecordedData recorded)</c>.
/// </summary>
public class WebhookEventData : IReadOnlyDictionary<string, JsonElement>
{
    private readonly Dictionary<string, JsonElement> members = new(StringComparer.Ordinal);

    /// <summary>Dati di un tipo di evento che non ha una classe.</summary>
    /// <param name="members">I dati, per nome.</param>
    public WebhookEventData(IReadOnlyDictionary<string, JsonElement> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        foreach (var (name, value) in members)
        {
            this.members[name] = value;
        }
    }

    private protected WebhookEventData() { }

    /// <inheritdoc/>
    public IEnumerable<string> Keys => members.Keys;

    /// <inheritdoc/>
    public IEnumerable<JsonElement> Values => members.Values;

    /// <inheritdoc/>
    public int Count => members.Count;

    /// <inheritdoc/>
    public JsonElement this[string key] => members[key];

    /// <inheritdoc/>
    public bool ContainsKey(string key) => members.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out JsonElement value) => members.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, JsonElement>> GetEnumerator() => members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private protected string String(string name) => OptionalString(name) ?? throw Missing(name);

    private protected long Long(string name) => OptionalLong(name) ?? throw Missing(name);

    private protected bool Bool(string name) => members.TryGetValue(name, out var value) ? value.GetBoolean() : throw Missing(name);

    private protected LocalDate LocalDate(string name) => OptionalLocalDate(name) ?? throw Missing(name);

    private protected LocalDate? OptionalLocalDate(string name) =>
        members.TryGetValue(name, out var value) ? JsonSerializer.Deserialize(value, Json.Of<LocalDate?>()) : null;

    private protected string? OptionalString(string name) => members.TryGetValue(name, out var value) ? value.GetString() : null;

    private protected long? OptionalLong(string name) =>
        members.TryGetValue(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value.GetInt64() : null;

    private protected void Set<T>(string name, T value) => members[name] = JsonSerializer.SerializeToElement(value, Json.Of<T>());

    private static InvalidOperationException Missing(string name) => new($"The event has no {name}.");
}

[JsonConverter(typeof(WebhookEventConverter))]
public partial class WebhookEvent
{
    internal static WebhookEvent Of(WebhookEnvelope read, string id) =>
        new()
        {
            Id = id,
            Type = read.Type,
            Timestamp = read.Timestamp,
            Data = WebhookEventClasses.Of(read.Type, read.Data),
            Department = read.Department,
            RevenueTypes = read.RevenueTypes,
        };
}

/// <summary>An event as it is written: a webhook has its id in a header, a list has it in the event.</summary>
internal sealed class WebhookEnvelope
{
    public string? Id { get; init; }
    public required string Type { get; init; }
    public required Instant Timestamp { get; init; }
    public required IReadOnlyDictionary<string, JsonElement> Data { get; init; }
    public string? Department { get; init; }
    public IReadOnlyList<string>? RevenueTypes { get; init; }
}

/// <summary>Gives the data of an event the class of its type.</summary>
internal sealed class WebhookEventConverter : JsonConverter<WebhookEvent>
{
    public override WebhookEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var read = JsonSerializer.Deserialize(ref reader, Json.Of<WebhookEnvelope>());
        return read is { Id: { } id } ? WebhookEvent.Of(read, id) : throw new JsonException("The event has no id.");
    }

    public override void Write(Utf8JsonWriter writer, WebhookEvent value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(
            writer,
            new WebhookEnvelope
            {
                Id = value.Id,
                Type = value.Type,
                Timestamp = value.Timestamp,
                Data = value.Data,
                Department = value.Department,
                RevenueTypes = value.RevenueTypes,
            },
            Json.Of<WebhookEnvelope>()
        );
}
