using System.Reflection;
using Lecce.Riscossione.Api.Data.Rows;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>The tables that the program writes in bulk.</summary>
internal static class BulkTables
{
    /// <summary>All of them, with the class that holds each.</summary>
    public static IReadOnlyList<(string Holder, string Name, IReadOnlyList<BulkColumn> Columns, int KeyColumns)> All { get; } =
    [
        .. from type in typeof(Program).Assembly.GetTypes()
        where !type.ContainsGenericParameters
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        where field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(BulkTable<>)
        let table = field.GetValue(null)!
        select (type.Name, Of<string>(table, "Name"), Of<IReadOnlyList<BulkColumn>>(table, "Columns"), Of<int>(table, "KeyColumns")),
    ];

    private static T Of<T>(object table, string property) => (T)table.GetType().GetProperty(property)!.GetValue(table)!;
}
