using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Lecce.Riscossione.Api.Data;

namespace Lecce.Riscossione.Tests.Architecture;

/// <summary>Which folder of the gateway may know which, read from the compiled program.</summary>
public class DirectionTests
{
    private const string Root = "Lecce.Riscossione.Api.";
    private static readonly string[] Foundation = ["Kernel", "Data", "Http", "Access"];
    private static readonly string[] OutboxTypes = ["Outbox", "OutboxEvent", "IWebhookEvent", "NotInWebhookAttribute"];

    private static readonly IReadOnlyList<Use> Uses =
    [
        .. (
            from type in new ArchLoader().LoadAssembly(typeof(Db).Assembly).Build().Types
            let folder = FolderOf(type)
            where folder is not null
            from dependency in type.Dependencies
            // Type parameters of one name count as one type.
            where dependency.Target is not GenericParameter
            let target = FolderOf(dependency.Target)
            where target is not null && target != folder
            select new Use(folder, type.Name, target, dependency.Target.Name)
        ).Distinct(),
    ];

    [Fact]
    public void The_kernel_knows_nothing_of_the_project() => AssertKnowsOnly("Kernel");

    [Fact]
    public void The_data_folder_knows_only_the_kernel() => AssertKnowsOnly("Data", "Kernel");

    [Fact]
    public void Background_work_knows_only_the_kernel_and_the_database() => AssertKnowsOnly("Work", "Data", "Kernel");

    [Fact]
    public void Access_the_HTTP_policies_and_the_contract_know_no_feature()
    {
        AssertKnowsOnly("Access", "Data", "Kernel");
        AssertKnowsOnly("Http", "Access", "Data", "Kernel");
        AssertKnowsOnly("Contract", Foundation);
    }

    [Fact]
    public void Timeline_and_webhooks_know_none_of_their_writers()
    {
        AssertKnowsOnly("Timeline", [.. Foundation, "Contract"]);
        AssertKnowsOnly("Webhooks", [.. Foundation, "Contract", "Work"]);
    }

    [Fact]
    public void A_channel_knows_payments_documents_and_services_and_no_other_channel() =>
        Assert.All(
            Uses.Select(use => use.Folder).Where(IsChannel).Distinct(),
            channel =>
                AssertKnowsOnly(
                    channel,
                    [.. Foundation, "Work", "Payments", "Checkouts", "SpontaneousPayments", "RevenueTypes", "PaymentDocuments"]
                )
        );

    [Fact]
    public void Only_the_wiring_knows_the_channels() =>
        Findings.MustBeNone(Uses.Where(use => IsChannel(use.Target) && !IsChannel(use.Folder)));

    [Fact]
    public void Features_reach_the_webhooks_through_the_outbox_only() =>
        // Operations judges the settings of every feature at the start.
        Findings.MustBeNone(
            Uses.Where(use =>
                use.Target == "Webhooks" && use.Folder != "Operations" && !OutboxTypes.Contains(use.TargetType, StringComparer.Ordinal)
            )
        );

    [Fact]
    public void Features_do_not_know_one_another_in_a_circle()
    {
        var known = Uses.Where(use => !Foundation.Contains(use.Folder, StringComparer.Ordinal))
            .ToLookup(use => use.Folder, use => use.Target, StringComparer.Ordinal);

        Assert.Contains("PaymentDocuments", known["Payments"]);
        Findings.MustBeNone(known.Select(folder => folder.Key).Where(folder => Reaches(known, folder, folder, [])));
    }

    private static bool Reaches(ILookup<string, string> known, string from, string wanted, HashSet<string> seen) =>
        known[from].Any(next => next == wanted || (seen.Add(next) && Reaches(known, next, wanted, seen)));

    private static void AssertKnowsOnly(string folder, params string[] allowed) =>
        Findings.MustBeNone(Uses.Where(use => use.Folder == folder && !allowed.Contains(use.Target, StringComparer.Ordinal)));

    private static bool IsChannel(string folder) => folder.StartsWith("Channels.", StringComparison.Ordinal);

    /// <summary>The folder below api, each channel being its own; null for the wiring and for everything outside of the project.</summary>
    private static string? FolderOf(IType type)
    {
        var space = type.Namespace?.FullName ?? "";
        if (!space.StartsWith(Root, StringComparison.Ordinal))
        {
            return null;
        }

        var folder = space[Root.Length..];
        return IsChannel(folder) ? folder : folder.Split('.')[0];
    }

    private sealed record Use(string Folder, string Type, string Target, string TargetType);
}
