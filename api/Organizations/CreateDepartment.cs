using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.Organizations;

/// <summary>Ufficio da registrare.</summary>
/// <param name="Code">Codice, unico nell'ente: lettere minuscole, cifre e trattini.</param>
/// <param name="Name">Denominazione.</param>
public sealed record NewDepartment(
    [property: MinLength(1), MaxLength(40)] string Code,
    [property: MinLength(1), MaxLength(100)] string Name
);

internal static class CreateDepartment
{
    public static async Task<Results<Created<Department>, Ok<Department>>> Handle(
        string organization,
        NewDepartment request,
        Caller caller,
        Once once,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var validation = new Validation();
        var code = validation.KebabCode("/code", request.Code);
        var name = validation.Text("/name", request.Name, 1, 100);
        validation.ThrowIfAny();
        var now = clock.GetCurrentInstant();
        return await once.Transact<Results<Created<Department>, Ok<Department>>>(
            async sql =>
            {
                var owner = await Organization.RequireWritable(sql, caller, organization);
                var found = await Department.Row(sql, owner, code);
                if (found is null)
                {
                    await Department.Insert(sql, owner.FiscalCode, code, name, now);
                    var created = new Department
                    {
                        Code = code,
                        Name = name,
                        CreatedAt = now,
                        UpdatedAt = now,
                    };
                    return TypedResults.Created($"/v1/organizations/{organization}/departments/{code}", created);
                }

                return found.Name == name
                    ? TypedResults.Ok(found)
                    : throw new Refusal(Codes.DepartmentExists, "L'ufficio è già registrato con un altro nome: per cambiarlo usare PUT.");
            },
            cancellation
        );
    }
}
