namespace Lecce.Riscossione.Api.Access;

/// <summary>
/// Which objects an operation covers. The SQL applies the rule (<see cref="Ownership"/>, <see cref="Tenant"/>); this record names it for
/// docs/authorization.md and for the tests.
/// </summary>
/// <param name="Name">The rule's name in the table.</param>
/// <param name="Text">What it means.</param>
/// <param name="OpenToDebtors">Whether a portal may call on behalf of a debtor and see that debtor's objects.</param>
/// <param name="OpenToLimited">Whether a caller limited to revenue types may call. It sees only objects of these types.</param>
internal sealed record Covers(string Name, string Text, bool OpenToDebtors = false, bool OpenToLimited = false)
{
    public static readonly Covers Department = new(
        "department",
        "The objects of the caller's organization and, when the caller belongs to one, of its department; for a caller limited to revenue "
            + "types, those of these types. Anything else does not exist.",
        OpenToLimited: true
    );

    public static readonly Covers WholeDepartment = new(
        "whole-department",
        "As `department`, and only for callers that are not limited to revenue types: to the others it is forbidden."
    );

    public static readonly Covers DepartmentOrDebtor = new(
        "department-or-debtor",
        "As `department`. A portal instead sees what the debtor of its token owes, alone or with others, once issued, with its payments "
            + "and receipts; anything else does not exist.",
        OpenToDebtors: true,
        OpenToLimited: true
    );

    public static readonly Covers Organization = new(
        "organization",
        "The caller's organization, with its departments, accounts and revenue types. Any other organization does not exist.",
        OpenToLimited: true
    );

    public static readonly Covers WholeOrganization = new(
        "whole-organization",
        "As `organization`, and only for callers that are bound to no department and to no revenue types: to the others it is forbidden."
    );

    public static readonly Covers Installation = new("installation", "Only for callers that are bound to no organization.");

    public static readonly Covers Own = new(
        "own",
        "What the same key or token made; of another caller's objects nothing exists. An auditor of the whole organization sees all of them.",
        OpenToLimited: true
    );

    public static IReadOnlyList<Covers> All { get; } =
    [Department, WholeDepartment, DepartmentOrDebtor, Organization, WholeOrganization, Installation, Own];
}
