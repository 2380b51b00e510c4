using System.Collections.Generic;
using Dify.Generated;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Checks the options of every registered client when the host starts; each message names the client.</summary>
internal sealed class DifyClientOptionsValidation : IValidateOptions<DifyClientOptions>
{
    public ValidateOptionsResult Validate(string? name, DifyClientOptions options)
    {
        // What the clients of a factory have in common need not hold a key; each of them is checked when it is made.
        if (name is not null && ClientRegistration.IsFactory(name))
        {
            return ValidateOptionsResult.Skip;
        }

        var problems = new List<string>();
        foreach (var problem in DifyClientOptionsValidator.Problems(options))
        {
            problems.Add(string.IsNullOrEmpty(name) ? problem : name + ": " + problem);
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
