using System.Reflection;

namespace Lecce.Riscossione.Api.Http;

/// <summary>
/// The values that a text can have today. The published document lists them as open-ended, so that a new value breaks no client. In a query any
/// other value is refused (<see cref="QueryParameters"/>).
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class ExtensibleEnumAttribute : Attribute
{
    public ExtensibleEnumAttribute(params string[] values) => Values = values;

    /// <summary>The words in the field <c>All</c> of a class.</summary>
    public ExtensibleEnumAttribute(Type words) =>
        Values = (IReadOnlyList<string>)words.GetField("All", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;

    public IReadOnlyList<string> Values { get; }
}
