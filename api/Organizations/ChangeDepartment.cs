using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Organizations;

/// <summary>Dati modificabili di un ufficio.</summary>
/// <param name="Name">Denominazione.</param>
public sealed record DepartmentSettings([property: MinLength(1), MaxLength(100)] string Name);

internal static class ChangeDepartment
{
    public static Task<Department> Handle(
        string organization,
        string department,
        DepartmentSettings request,
        IfMatch ifMatch,
        Caller caller,
        Db db,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var validation = new Validation();
        var name = validation.Text("/name", request.Name, 1, 100);
        validation.ThrowIfAny();
        var now = clock.GetCurrentInstant();
        return db.Transact(
            async sql =>
            {
                var owner = await Organization.RequireWritable(sql, caller, organization);
                var existing = await Department.Require(sql, owner, department);
                ifMatch.Require(existing.Version);
                var changed = existing with { Name = name, UpdatedAt = now, Version = existing.Version + 1 };
                var rows = await sql.Execute(
                    """
                    UPDATE Departments
                       SET Name = @name, UpdatedAt = @now, Version = @Version
                     WHERE OrganizationFiscalCode = @FiscalCode AND Code = @department AND Version = @Version - 1
                    """,
                    new
                    {
                        owner.FiscalCode,
                        department,
                        name,
                        now,
                        changed.Version,
                    }
                );
                return rows == 1 ? changed : throw new ConcurrentChange();
            },
            cancellation
        );
    }
}
