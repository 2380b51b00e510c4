using System;

namespace Dify.Cli.Demo;

/// <summary>An act ended otherwise than the client promises.</summary>
internal sealed class DemonstrationException(string message) : Exception(message);
