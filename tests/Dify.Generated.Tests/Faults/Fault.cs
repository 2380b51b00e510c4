using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace Dify.Generated.Tests.Faults;

/// <summary>A row of the fault matrix: what goes wrong, and every position at which it is tried.</summary>
internal sealed record Fault(int Number, string Name, params IReadOnlyList<FaultCase> Cases);

/// <summary>A fault at one position. Playing it throws if the client does anything but the right thing.</summary>
internal sealed record FaultCase(string Position, Func<Task> PlayAsync);
