namespace Lecce.Riscossione.Api.Http;

/// <summary>The values that a text may have today; the document lists them as open-ended, so that a new one breaks no client.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ExtensibleEnumAttribute(params string[] values) : Attribute
{
    public IReadOnlyList<string> Values { get; } = values;
}
