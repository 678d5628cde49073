using System.Reflection;
using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>The steps that this version of the program knows.</summary>
public static class StepVersions
{
    /// <summary>The versions of all steps.</summary>
    public static IReadOnlySet<long> All { get; } =
        typeof(StepVersions)
            .Assembly.GetTypes()
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Version)
            .OfType<long>()
            .ToHashSet();
}
