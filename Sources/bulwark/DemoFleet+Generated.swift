// Made by `make generate` from Demo/. Do not edit.
// swift-format-ignore-file

extension DemoFleet {
  static let files: [File] = [
    File(cluster: "edge-01", name: "gateway.yaml", text: #"""
      # Part of the demo fleet: made up, to be looked at.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: gateway
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: collector
        namespace: gateway
        labels:
          app: collector
      spec:
        selector:
          matchLabels:
            app: collector
        template:
          metadata:
            labels:
              app: collector
          spec:
            priorityClassName: business
            containers:
            - name: collector
              image: registry.example/gateway/collector:1.4.2
              ports:
              - name: http
                containerPort: 8080
              livenessProbe:
                httpGet:
                  path: /alive
                  port: 8080
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8080
              volumeMounts:
              - name: data
                mountPath: /data
            volumes:
            - name: data
              hostPath:
                path: /etc/kubernetes
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: collector
        namespace: gateway
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: bridge
        namespace: gateway
        labels:
          app: bridge
      spec:
        replicas: 1
        selector:
          matchLabels:
            app: bridge
        template:
          metadata:
            labels:
              app: bridge
          spec:
            priorityClassName: business
            containers:
            - name: bridge
              image: registry.example/gateway/bridge:1.4.2
              ports:
              - name: http
                containerPort: 8080
              resources:
                requests:
                  cpu: 100m
                  memory: 64Mi
                  ephemeral-storage: 100Mi
                limits:
                  cpu: 200m
                  memory: 128Mi
                  ephemeral-storage: 200Mi
              livenessProbe:
                httpGet:
                  path: /alive
                  port: 8080
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8080
            hostNetwork: true
            hostIPC: true
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: bridge
        namespace: gateway
      """# + "\n"),
    File(cluster: "edge-01", name: "network.yaml", text: #"""
      # Part of the demo fleet: made up, to be looked at.
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: gateway
        namespace: gateway
      spec:
        podSelector: {}
        policyTypes:
        - Ingress
        ingress:
        - from:
          - ipBlock:
              cidr: 10.20.0.0/16
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: bridge
        namespace: gateway
      spec:
        externalIPs:
        - 198.51.100.20
        selector:
          app: bridge
        ports:
        - name: http
          port: 8883
          targetPort: http
      """# + "\n"),
    File(cluster: "prod-neu", name: "legacy.yaml", text: #"""
      # Part of the demo fleet: made up, to be looked at.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: legacy
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: intranet
        namespace: legacy
        labels:
          app: intranet
      spec:
        replicas: 1
        selector:
          matchLabels:
            app: intranet
        template:
          metadata:
            labels:
              app: intranet
          spec:
            priorityClassName: business
            containers:
            - name: intranet
              image: registry.example/legacy/intranet:1.4.2
              ports:
              - name: http
                containerPort: 8080
              resources:
                requests:
                  cpu: 100m
                  memory: 64Mi
                  ephemeral-storage: 100Mi
                limits:
                  cpu: 200m
                  memory: 128Mi
                  ephemeral-storage: 200Mi
              livenessProbe:
                httpGet:
                  path: /alive
                  port: 8080
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8080
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: intranet
        namespace: legacy
      """# + "\n"),
    File(cluster: "prod-neu", name: "network.yaml", text: #"""
      # Part of the demo fleet: made up, to be looked at.
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: payments
      spec:
        podSelector: {}
        policyTypes:
        - Ingress
        - Egress
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: allow-dns
        namespace: payments
      spec:
        podSelector: {}
        policyTypes:
        - Egress
        egress:
        - ports:
          - protocol: UDP
            port: 53
          - protocol: TCP
            port: 53
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: api
        namespace: payments
      spec:
        selector:
          app: api
        ports:
        - name: http
          port: 80
          targetPort: http
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: api-from-edge
        namespace: payments
      spec:
        podSelector:
          matchLabels:
            app: api
        policyTypes:
        - Ingress
        ingress:
        - from:
          - namespaceSelector:
              matchLabels:
                kubernetes.io/metadata.name: edge
            podSelector:
              matchLabels:
                app: traefik
          ports:
          - port: 8080
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: ledger-from-api
        namespace: payments
      spec:
        podSelector:
          matchLabels:
            app: ledger
        policyTypes:
        - Ingress
        ingress:
        - from:
          - podSelector:
              matchLabels:
                app: api
          ports:
          - port: 8080
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: api
        namespace: payments
      spec:
        ingressClassName: traefik-internal
        tls:
        - hosts:
          - pay.neu.example
          secretName: api-tls
        rules:
        - host: pay.neu.example
          http:
            paths:
            - path: /
              pathType: Prefix
              backend:
                service:
                  name: api
                  port:
                    name: http
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: storefront
        namespace: shop
      spec:
        type: LoadBalancer
        selector:
          app: storefront
        ports:
        - name: http
          port: 443
          targetPort: http
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: storefront
        namespace: shop
      spec:
        podSelector:
          matchLabels:
            app: storefront
        policyTypes:
        - Ingress
        - Egress
        ingress:
        - {}
        egress:
        - to:
          - ipBlock:
              cidr: 0.0.0.0/0
          ports:
          - port: 443
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: intranet
        namespace: legacy
      spec:
        type: NodePort
        selector:
          app: intranet
        ports:
        - name: http
          port: 80
          targetPort: http
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: mainframe
        namespace: legacy
      spec:
        type: ExternalName
        externalName: mainframe.corp.example
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: intranet
        namespace: legacy
      spec:
        ingressClassName: azure-application-gateway
        rules:
        - host: intranet.corp.example
          http:
            paths:
            - path: /
              pathType: Prefix
              backend:
                service:
                  name: intranet
                  port:
                    name: http
      """# + "\n"),
    File(cluster: "prod-neu", name: "observability.yaml", text: #"""
      # Part of the demo fleet: made up, to be looked at.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: observability
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: node-agent
        namespace: observability
        labels:
          app: node-agent
      spec:
        selector:
          matchLabels:
            app: node-agent
        template:
          metadata:
            labels:
              app: node-agent
          spec:
            serviceAccountName: node-agent
            automountServiceAccountToken: false
            priorityClassName: business
            containers:
            - name: node-agent
              image: registry.example/observability/node-agent:1.4.2
              ports:
              - name: http
                containerPort: 8080
              securityContext:
                capabilities:
                  drop:
                  - ALL
                readOnlyRootFilesystem: true
                runAsNonRoot: true
                runAsUser: 20001
                runAsGroup: 20001
                seccompProfile:
                  type: RuntimeDefault
                privileged: true
              resources:
                requests:
                  cpu: 100m
                  memory: 64Mi
                  ephemeral-storage: 100Mi
                limits:
                  cpu: 200m
                  memory: 128Mi
                  ephemeral-storage: 200Mi
              livenessProbe:
                httpGet:
                  path: /alive
                  port: 8080
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8080
              volumeMounts:
              - name: data
                mountPath: /data
            volumes:
            - name: data
              hostPath:
                path: /var/run/docker.sock
            hostPID: true
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: node-agent
        namespace: observability
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: log-shipper
        namespace: observability
        labels:
          app: log-shipper
      spec:
        selector:
          matchLabels:
            app: log-shipper
        template:
          metadata:
            labels:
              app: log-shipper
          spec:
            serviceAccountName: log-shipper
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            containers:
            - name: log-shipper
              image: registry.example/observability/log-shipper:1.4.2
              ports:
              - name: http
                containerPort: 8080
              securityContext:
                allowPrivilegeEscalation: false
                capabilities:
                  drop:
                  - ALL
                readOnlyRootFilesystem: true
                runAsUser: 0
                runAsGroup: 20001
                seccompProfile:
                  type: RuntimeDefault
              resources:
                requests:
                  cpu: 100m
                  memory: 64Mi
                  ephemeral-storage: 100Mi
                limits:
                  cpu: 200m
                  memory: 128Mi
                  ephemeral-storage: 200Mi
              livenessProbe:
                httpGet:
                  path: /alive
                  port: 8080
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8080
              volumeMounts:
              - name: data
                mountPath: /data
                readOnly: true
            volumes:
            - name: data
              hostPath:
                path: /var/log
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: log-shipper
        namespace: observability
      """# + "\n"),
    File(cluster: "prod-neu", name: "payments.yaml", text: #"""
      # Part of the demo fleet: made up, to be looked at.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: payments
        labels:
          pod-security.kubernetes.io/enforce: restricted
      ---
      apiVersion: v1
      kind: LimitRange
      metadata:
        name: defaults
        namespace: payments
      spec:
        limits:
        - type: Container
          default:
            cpu: 500m
            memory: 256Mi
          defaultRequest:
            cpu: 50m
            memory: 64Mi
      ---
      apiVersion: v1
      kind: ResourceQuota
      metadata:
        name: compute
        namespace: payments
      spec:
        hard:
          limits.cpu: '8'
          limits.memory: 16Gi
          pods: '40'
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: api
        namespace: payments
        labels:
          app: api
      spec:
        replicas: 4
        selector:
          matchLabels:
            app: api
        template:
          metadata:
            labels:
              app: api
          spec:
            serviceAccountName: api
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: ScheduleAnyway
              labelSelector:
                matchLabels:
                  app: api
            containers:
            - name: api
              image: registry.example/payments/api:1.4.2
              ports:
              - name: http
                containerPort: 8080
              securityContext:
                allowPrivilegeEscalation: false
                capabilities:
                  drop:
                  - ALL
                readOnlyRootFilesystem: true
                runAsNonRoot: true
                runAsUser: 20001
                runAsGroup: 20001
                seccompProfile:
                  type: RuntimeDefault
              resources:
                requests:
                  cpu: 100m
                  memory: 64Mi
                  ephemeral-storage: 100Mi
                limits:
                  cpu: 200m
                  memory: 128Mi
                  ephemeral-storage: 200Mi
              livenessProbe:
                httpGet:
                  path: /alive
                  port: 8080
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8080
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: api
        namespace: payments
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: api
        namespace: payments
      spec:
        maxUnavailable: 1
        selector:
          matchLabels:
            app: api
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata:
        name: ledger
        namespace: payments
        labels:
          app: ledger
      spec:
        replicas: 3
        selector:
          matchLabels:
            app: ledger
        template:
          metadata:
            labels:
              app: ledger
          spec:
            serviceAccountName: ledger
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: ScheduleAnyway
              labelSelector:
                matchLabels:
                  app: ledger
            containers:
            - name: ledger
              image: registry.example/payments/ledger:1.4.2
              ports:
              - name: http
                containerPort: 8080
              securityContext:
                allowPrivilegeEscalation: false
                capabilities:
                  drop:
                  - ALL
                readOnlyRootFilesystem: true
                runAsNonRoot: true
                runAsUser: 20001
                runAsGroup: 20001
                seccompProfile:
                  type: RuntimeDefault
              resources:
                requests:
                  cpu: 100m
                  memory: 64Mi
                  ephemeral-storage: 100Mi
                limits:
                  cpu: 200m
                  memory: 128Mi
                  ephemeral-storage: 200Mi
              livenessProbe:
                httpGet:
                  path: /alive
                  port: 8080
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8080
        serviceName: ledger
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: ledger
        namespace: payments
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: ledger
        namespace: payments
      spec:
        maxUnavailable: 1
        selector:
          matchLabels:
            app: ledger
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: worker
        namespace: payments
        labels:
          app: worker
      spec:
        replicas: 2
        selector:
          matchLabels:
            app: worker
        template:
          metadata:
            labels:
              app: worker
          spec:
            serviceAccountName: worker
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: ScheduleAnyway
              labelSelector:
                matchLabels:
                  app: worker
            containers:
            - name: worker
              image: registry.example/payments/worker:1.4.2
              ports:
              - name: http
                containerPort: 8080
              securityContext:
                allowPrivilegeEscalation: false
                capabilities:
                  drop:
                  - ALL
                readOnlyRootFilesystem: true
                runAsNonRoot: true
                runAsUser: 1000
                runAsGroup: 20001
                seccompProfile:
                  type: RuntimeDefault
              resources:
                requests:
                  cpu: 100m
                  memory: 64Mi
                  ephemeral-storage: 100Mi
                limits:
                  cpu: 200m
                  ephemeral-storage: 200Mi
              livenessProbe:
                httpGet:
                  path: /alive
                  port: 8080
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8080
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: worker
        namespace: payments
      """# + "\n"),
    File(cluster: "prod-neu", name: "shop.yaml", text: #"""
      # Part of the demo fleet: made up, to be looked at.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: shop
        labels:
          pod-security.kubernetes.io/enforce: baseline
      ---
      apiVersion: v1
      kind: LimitRange
      metadata:
        name: defaults
        namespace: shop
      spec:
        limits:
        - type: Container
          default:
            cpu: 500m
            memory: 256Mi
          defaultRequest:
            cpu: 50m
            memory: 64Mi
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: storefront
        namespace: shop
        labels:
          app: storefront
      spec:
        replicas: 6
        selector:
          matchLabels:
            app: storefront
        template:
          metadata:
            labels:
              app: storefront
          spec:
            serviceAccountName: storefront
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: ScheduleAnyway
              labelSelector:
                matchLabels:
                  app: storefront
            containers:
            - name: storefront
              image: registry.example/shop/storefront:1.4.2
              ports:
              - name: http
                containerPort: 8080
              securityContext:
                allowPrivilegeEscalation: false
                capabilities:
                  drop:
                  - ALL
                runAsNonRoot: true
                runAsUser: 20001
                runAsGroup: 20001
                seccompProfile:
                  type: RuntimeDefault
              resources:
                requests:
                  cpu: 100m
                  memory: 64Mi
                  ephemeral-storage: 100Mi
                limits:
                  cpu: 200m
                  memory: 128Mi
                  ephemeral-storage: 200Mi
              livenessProbe:
                httpGet:
                  path: /alive
                  port: 8080
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8080
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: storefront
        namespace: shop
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: search
        namespace: shop
        labels:
          app: search
      spec:
        replicas: 3
        selector:
          matchLabels:
            app: search
        template:
          metadata:
            labels:
              app: search
          spec:
            serviceAccountName: search
            hostUsers: false
            priorityClassName: business
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: ScheduleAnyway
              labelSelector:
                matchLabels:
                  app: search
            containers:
            - name: search
              image: registry.example/shop/search:1.4.2
              ports:
              - name: http
                containerPort: 8080
              securityContext:
                allowPrivilegeEscalation: false
                capabilities:
                  drop:
                  - ALL
                readOnlyRootFilesystem: true
                runAsNonRoot: true
                runAsUser: 20001
                runAsGroup: 20001
              resources:
                requests:
                  cpu: 100m
                  memory: 64Mi
                  ephemeral-storage: 100Mi
                limits:
                  cpu: 200m
                  memory: 128Mi
                  ephemeral-storage: 200Mi
              livenessProbe:
                httpGet:
                  path: /alive
                  port: 8080
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8080
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: search
        namespace: shop
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: cart
        namespace: shop
        labels:
          app: cart
      spec:
        replicas: 1
        selector:
          matchLabels:
            app: cart
        template:
          metadata:
            labels:
              app: cart
          spec:
            serviceAccountName: cart
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: ScheduleAnyway
              labelSelector:
                matchLabels:
                  app: cart
            containers:
            - name: cart
              image: registry.example/shop/cart:1.4.2
              ports:
              - name: http
                containerPort: 8080
              securityContext:
                allowPrivilegeEscalation: false
                capabilities:
                  drop:
                  - ALL
                readOnlyRootFilesystem: true
                runAsNonRoot: true
                runAsUser: 20001
                runAsGroup: 20001
                seccompProfile:
                  type: RuntimeDefault
              resources:
                requests:
                  cpu: 100m
                  memory: 64Mi
                  ephemeral-storage: 100Mi
                limits:
                  cpu: 200m
                  memory: 128Mi
                  ephemeral-storage: 200Mi
              livenessProbe:
                httpGet:
                  path: /alive
                  port: 8080
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8080
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: cart
        namespace: shop
      """# + "\n"),
    File(cluster: "prod-weu", name: "network.yaml", text: #"""
      # Part of the demo fleet: made up, to be looked at.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: edge
        labels:
          pod-security.kubernetes.io/enforce: restricted
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: traefik
        namespace: edge
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: traefik
        namespace: edge
        labels:
          app: traefik
      spec:
        replicas: 3
        selector:
          matchLabels:
            app: traefik
        template:
          metadata:
            labels:
              app: traefik
          spec:
            serviceAccountName: traefik
            automountServiceAccountToken: true
            hostUsers: false
            priorityClassName: business
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: ScheduleAnyway
              labelSelector:
                matchLabels:
                  app: traefik
            containers:
            - name: controller
              image: registry.example/mirror/traefik:v3.4.1@sha256:0d4f1b7e5c2a9386f1c7d8e9b0a1c2d3e4f5061728394a5b6c7d8e9f0a1b2c3d
              args:
              - --entrypoints.websecure.address=:8443
              ports:
              - name: http
                containerPort: 8443
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                runAsNonRoot: true
                runAsUser: 20001
                runAsGroup: 20001
                capabilities:
                  drop:
                  - ALL
                seccompProfile:
                  type: RuntimeDefault
              resources:
                requests:
                  cpu: 200m
                  memory: 256Mi
                  ephemeral-storage: 64Mi
                limits:
                  cpu: "1"
                  memory: 512Mi
                  ephemeral-storage: 128Mi
              livenessProbe:
                httpGet:
                  path: /live
                  port: http
              readinessProbe:
                httpGet:
                  path: /ready
                  port: http
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: traefik
        namespace: edge
      spec:
        maxUnavailable: 1
        selector:
          matchLabels:
            app: traefik
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: traefik
        namespace: edge
        annotations:
          service.beta.kubernetes.io/azure-load-balancer-internal: "true"
          service.beta.kubernetes.io/azure-pls-create: "true"
      spec:
        type: LoadBalancer
        selector:
          app: traefik
        ports:
        - name: http
          port: 443
          targetPort: http
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: edge
      spec:
        podSelector: {}
        policyTypes:
        - Ingress
        - Egress
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: allow-dns
        namespace: edge
      spec:
        podSelector: {}
        policyTypes:
        - Egress
        egress:
        - ports:
          - protocol: UDP
            port: 53
          - protocol: TCP
            port: 53
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: payments
      spec:
        podSelector: {}
        policyTypes:
        - Ingress
        - Egress
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: allow-dns
        namespace: payments
      spec:
        podSelector: {}
        policyTypes:
        - Egress
        egress:
        - ports:
          - protocol: UDP
            port: 53
          - protocol: TCP
            port: 53
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: api
        namespace: payments
      spec:
        selector:
          app: api
        ports:
        - name: http
          port: 80
          targetPort: http
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: api-from-edge
        namespace: payments
      spec:
        podSelector:
          matchLabels:
            app: api
        policyTypes:
        - Ingress
        ingress:
        - from:
          - namespaceSelector:
              matchLabels:
                kubernetes.io/metadata.name: edge
            podSelector:
              matchLabels:
                app: traefik
          ports:
          - port: 8080
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: ledger-from-api
        namespace: payments
      spec:
        podSelector:
          matchLabels:
            app: ledger
        policyTypes:
        - Ingress
        ingress:
        - from:
          - podSelector:
              matchLabels:
                app: api
          ports:
          - port: 8080
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: api
        namespace: payments
      spec:
        ingressClassName: traefik-internal
        tls:
        - hosts:
          - pay.weu.example
          secretName: api-tls
        rules:
        - host: pay.weu.example
          http:
            paths:
            - path: /
              pathType: Prefix
              backend:
                service:
                  name: api
                  port:
                    name: http
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: storefront-from-edge
        namespace: shop
      spec:
        podSelector:
          matchLabels:
            app: storefront
        policyTypes:
        - Ingress
        ingress:
        - from:
          - namespaceSelector:
              matchLabels:
                kubernetes.io/metadata.name: edge
            podSelector:
              matchLabels:
                app: traefik
          ports:
          - port: 8080
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: storefront
        namespace: shop
      spec:
        selector:
          app: storefront
        ports:
        - name: http
          port: 80
          targetPort: http
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: storefront
        namespace: shop
      spec:
        ingressClassName: traefik-internal
        tls:
        - hosts:
          - shop.weu.example
          secretName: storefront-tls
        rules:
        - host: shop.weu.example
          http:
            paths:
            - path: /
              pathType: Prefix
              backend:
                service:
                  name: storefront
                  port:
                    name: http
      """# + "\n"),
    File(cluster: "prod-weu", name: "observability.yaml", text: #"""
      # Part of the demo fleet: made up, to be looked at.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: observability
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: node-agent
        namespace: observability
        labels:
          app: node-agent
      spec:
        selector:
          matchLabels:
            app: node-agent
        template:
          metadata:
            labels:
              app: node-agent
          spec:
            serviceAccountName: node-agent
            automountServiceAccountToken: false
            priorityClassName: business
            containers:
            - name: node-agent
              image: registry.example/observability/node-agent:1.4.2
              ports:
              - name: http
                containerPort: 8080
              securityContext:
                capabilities:
                  drop:
                  - ALL
                readOnlyRootFilesystem: true
                runAsNonRoot: true
                runAsUser: 20001
                runAsGroup: 20001
                seccompProfile:
                  type: RuntimeDefault
                privileged: true
              resources:
                requests:
                  cpu: 100m
                  memory: 64Mi
                  ephemeral-storage: 100Mi
                limits:
                  cpu: 200m
                  memory: 128Mi
                  ephemeral-storage: 200Mi
              livenessProbe:
                httpGet:
                  path: /alive
                  port: 8080
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8080
              volumeMounts:
              - name: data
                mountPath: /data
            volumes:
            - name: data
              hostPath:
                path: /var/run/docker.sock
            hostPID: true
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: node-agent
        namespace: observability
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: log-shipper
        namespace: observability
        labels:
          app: log-shipper
      spec:
        selector:
          matchLabels:
            app: log-shipper
        template:
          metadata:
            labels:
              app: log-shipper
          spec:
            serviceAccountName: log-shipper
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            containers:
            - name: log-shipper
              image: registry.example/observability/log-shipper:1.4.2
              ports:
              - name: http
                containerPort: 8080
              securityContext:
                allowPrivilegeEscalation: false
                capabilities:
                  drop:
                  - ALL
                readOnlyRootFilesystem: true
                runAsUser: 0
                runAsGroup: 20001
                seccompProfile:
                  type: RuntimeDefault
              resources:
                requests:
                  cpu: 100m
                  memory: 64Mi
                  ephemeral-storage: 100Mi
                limits:
                  cpu: 200m
                  memory: 128Mi
                  ephemeral-storage: 200Mi
              livenessProbe:
                httpGet:
                  path: /alive
                  port: 8080
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8080
              volumeMounts:
              - name: data
                mountPath: /data
                readOnly: true
            volumes:
            - name: data
              hostPath:
                path: /var/log
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: log-shipper
        namespace: observability
      """# + "\n"),
    File(cluster: "prod-weu", name: "payments.yaml", text: #"""
      # Part of the demo fleet: made up, to be looked at.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: payments
        labels:
          pod-security.kubernetes.io/enforce: restricted
      ---
      apiVersion: v1
      kind: LimitRange
      metadata:
        name: defaults
        namespace: payments
      spec:
        limits:
        - type: Container
          default:
            cpu: 500m
            memory: 256Mi
          defaultRequest:
            cpu: 50m
            memory: 64Mi
      ---
      apiVersion: v1
      kind: ResourceQuota
      metadata:
        name: compute
        namespace: payments
      spec:
        hard:
          limits.cpu: '8'
          limits.memory: 16Gi
          pods: '40'
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: api
        namespace: payments
        labels:
          app: api
      spec:
        replicas: 4
        selector:
          matchLabels:
            app: api
        template:
          metadata:
            labels:
              app: api
          spec:
            serviceAccountName: api
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: ScheduleAnyway
              labelSelector:
                matchLabels:
                  app: api
            containers:
            - name: api
              image: registry.example/payments/api:1.4.2
              ports:
              - name: http
                containerPort: 8080
              securityContext:
                allowPrivilegeEscalation: false
                capabilities:
                  drop:
                  - ALL
                readOnlyRootFilesystem: true
                runAsNonRoot: true
                runAsUser: 20001
                runAsGroup: 20001
                seccompProfile:
                  type: RuntimeDefault
              resources:
                requests:
                  cpu: 100m
                  memory: 64Mi
                  ephemeral-storage: 100Mi
                limits:
                  cpu: 200m
                  memory: 128Mi
                  ephemeral-storage: 200Mi
              livenessProbe:
                httpGet:
                  path: /alive
                  port: 8080
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8080
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: api
        namespace: payments
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: api
        namespace: payments
      spec:
        maxUnavailable: 1
        selector:
          matchLabels:
            app: api
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata:
        name: ledger
        namespace: payments
        labels:
          app: ledger
      spec:
        replicas: 3
        selector:
          matchLabels:
            app: ledger
        template:
          metadata:
            labels:
              app: ledger
          spec:
            serviceAccountName: ledger
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: ScheduleAnyway
              labelSelector:
                matchLabels:
                  app: ledger
            containers:
            - name: ledger
              image: registry.example/payments/ledger:1.4.2
              ports:
              - name: http
                containerPort: 8080
              securityContext:
                allowPrivilegeEscalation: false
                capabilities:
                  drop:
                  - ALL
                readOnlyRootFilesystem: true
                runAsNonRoot: true
                runAsUser: 20001
                runAsGroup: 20001
                seccompProfile:
                  type: RuntimeDefault
              resources:
                requests:
                  cpu: 100m
                  memory: 64Mi
                  ephemeral-storage: 100Mi
                limits:
                  cpu: 200m
                  memory: 128Mi
                  ephemeral-storage: 200Mi
              livenessProbe:
                httpGet:
                  path: /alive
                  port: 8080
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8080
        serviceName: ledger
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: ledger
        namespace: payments
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: ledger
        namespace: payments
      spec:
        maxUnavailable: 1
        selector:
          matchLabels:
            app: ledger
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: worker
        namespace: payments
        labels:
          app: worker
      spec:
        replicas: 2
        selector:
          matchLabels:
            app: worker
        template:
          metadata:
            labels:
              app: worker
          spec:
            serviceAccountName: worker
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: ScheduleAnyway
              labelSelector:
                matchLabels:
                  app: worker
            containers:
            - name: worker
              image: registry.example/payments/worker:1.4.2
              ports:
              - name: http
                containerPort: 8080
              securityContext:
                allowPrivilegeEscalation: false
                capabilities:
                  drop:
                  - ALL
                readOnlyRootFilesystem: true
                runAsNonRoot: true
                runAsUser: 1000
                runAsGroup: 20001
                seccompProfile:
                  type: RuntimeDefault
              resources:
                requests:
                  cpu: 100m
                  memory: 64Mi
                  ephemeral-storage: 100Mi
                limits:
                  cpu: 200m
                  ephemeral-storage: 200Mi
              livenessProbe:
                httpGet:
                  path: /alive
                  port: 8080
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8080
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: worker
        namespace: payments
      """# + "\n"),
    File(cluster: "prod-weu", name: "shop.yaml", text: #"""
      # Part of the demo fleet: made up, to be looked at.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: shop
        labels:
          pod-security.kubernetes.io/enforce: baseline
      ---
      apiVersion: v1
      kind: LimitRange
      metadata:
        name: defaults
        namespace: shop
      spec:
        limits:
        - type: Container
          default:
            cpu: 500m
            memory: 256Mi
          defaultRequest:
            cpu: 50m
            memory: 64Mi
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: storefront
        namespace: shop
        labels:
          app: storefront
      spec:
        replicas: 6
        selector:
          matchLabels:
            app: storefront
        template:
          metadata:
            labels:
              app: storefront
          spec:
            serviceAccountName: storefront
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: ScheduleAnyway
              labelSelector:
                matchLabels:
                  app: storefront
            containers:
            - name: storefront
              image: registry.example/shop/storefront:1.4.2
              ports:
              - name: http
                containerPort: 8080
              securityContext:
                allowPrivilegeEscalation: false
                capabilities:
                  drop:
                  - ALL
                runAsNonRoot: true
                runAsUser: 20001
                runAsGroup: 20001
                seccompProfile:
                  type: RuntimeDefault
              resources:
                requests:
                  cpu: 100m
                  memory: 64Mi
                  ephemeral-storage: 100Mi
                limits:
                  cpu: 200m
                  memory: 128Mi
                  ephemeral-storage: 200Mi
              livenessProbe:
                httpGet:
                  path: /alive
                  port: 8080
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8080
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: storefront
        namespace: shop
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: search
        namespace: shop
        labels:
          app: search
      spec:
        replicas: 3
        selector:
          matchLabels:
            app: search
        template:
          metadata:
            labels:
              app: search
          spec:
            serviceAccountName: search
            hostUsers: false
            priorityClassName: business
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: ScheduleAnyway
              labelSelector:
                matchLabels:
                  app: search
            containers:
            - name: search
              image: registry.example/shop/search:1.4.2
              ports:
              - name: http
                containerPort: 8080
              securityContext:
                allowPrivilegeEscalation: false
                capabilities:
                  drop:
                  - ALL
                readOnlyRootFilesystem: true
                runAsNonRoot: true
                runAsUser: 20001
                runAsGroup: 20001
              resources:
                requests:
                  cpu: 100m
                  memory: 64Mi
                  ephemeral-storage: 100Mi
                limits:
                  cpu: 200m
                  memory: 128Mi
                  ephemeral-storage: 200Mi
              livenessProbe:
                httpGet:
                  path: /alive
                  port: 8080
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8080
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: search
        namespace: shop
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: cart
        namespace: shop
        labels:
          app: cart
      spec:
        replicas: 1
        selector:
          matchLabels:
            app: cart
        template:
          metadata:
            labels:
              app: cart
          spec:
            serviceAccountName: cart
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: ScheduleAnyway
              labelSelector:
                matchLabels:
                  app: cart
            containers:
            - name: cart
              image: registry.example/shop/cart:1.4.2
              ports:
              - name: http
                containerPort: 8080
              securityContext:
                allowPrivilegeEscalation: false
                capabilities:
                  drop:
                  - ALL
                readOnlyRootFilesystem: true
                runAsNonRoot: true
                runAsUser: 20001
                runAsGroup: 20001
                seccompProfile:
                  type: RuntimeDefault
              resources:
                requests:
                  cpu: 100m
                  memory: 64Mi
                  ephemeral-storage: 100Mi
                limits:
                  cpu: 200m
                  memory: 128Mi
                  ephemeral-storage: 200Mi
              livenessProbe:
                httpGet:
                  path: /alive
                  port: 8080
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8080
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: cart
        namespace: shop
      """# + "\n"),
    File(cluster: "stg-weu", name: "ci.yaml", text: #"""
      # Part of the demo fleet: made up, to be looked at.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: ci
        labels:
          pod-security.kubernetes.io/enforce: privileged
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: runner
        namespace: ci
        labels:
          app: runner
      spec:
        replicas: 2
        selector:
          matchLabels:
            app: runner
        template:
          metadata:
            labels:
              app: runner
          spec:
            serviceAccountName: runner
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: ScheduleAnyway
              labelSelector:
                matchLabels:
                  app: runner
            containers:
            - name: runner
              image: registry.example/ci/runner:1.4.2
              ports:
              - name: http
                containerPort: 8080
              securityContext:
                capabilities:
                  drop:
                  - ALL
                readOnlyRootFilesystem: true
                runAsNonRoot: true
                runAsUser: 20001
                runAsGroup: 20001
                seccompProfile:
                  type: RuntimeDefault
                privileged: true
              resources:
                requests:
                  cpu: 100m
                  memory: 64Mi
                  ephemeral-storage: 100Mi
                limits:
                  cpu: 200m
                  memory: 128Mi
                  ephemeral-storage: 200Mi
              livenessProbe:
                httpGet:
                  path: /alive
                  port: 8080
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8080
              volumeMounts:
              - name: data
                mountPath: /data
            volumes:
            - name: data
              hostPath:
                path: /run/containerd/containerd.sock
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: runner
        namespace: ci
      ---
      apiVersion: batch/v1
      kind: CronJob
      metadata:
        name: report
        namespace: ci
      spec:
        schedule: 0 3 * * *
        jobTemplate:
          spec:
            template:
              spec:
                serviceAccountName: shop
                automountServiceAccountToken: false
                hostUsers: false
                priorityClassName: business
                containers:
                - name: web
                  image: registry.example/shop/web:1.4.2
                  ports:
                  - name: http
                    containerPort: 8080
                  securityContext:
                    allowPrivilegeEscalation: false
                    capabilities:
                      drop:
                      - ALL
                    readOnlyRootFilesystem: true
                    runAsNonRoot: true
                    runAsUser: 20001
                    runAsGroup: 20001
                    seccompProfile:
                      type: RuntimeDefault
                  resources:
                    requests:
                      cpu: 100m
                      memory: 64Mi
                      ephemeral-storage: 100Mi
                    limits:
                      cpu: 200m
                      memory: 128Mi
                      ephemeral-storage: 200Mi
                restartPolicy: Never
      """# + "\n"),
    File(cluster: "stg-weu", name: "network.yaml", text: #"""
      # Part of the demo fleet: made up, to be looked at.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: ingress-nginx
        labels:
          pod-security.kubernetes.io/enforce: restricted
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: controller
        namespace: ingress-nginx
      automountServiceAccountToken: false
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: controller
        namespace: ingress-nginx
        labels:
          app: controller
      spec:
        replicas: 3
        selector:
          matchLabels:
            app: controller
        template:
          metadata:
            labels:
              app: controller
          spec:
            serviceAccountName: controller
            automountServiceAccountToken: true
            hostUsers: false
            priorityClassName: business
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: ScheduleAnyway
              labelSelector:
                matchLabels:
                  app: controller
            containers:
            - name: controller
              image: registry.example/mirror/ingress-nginx/controller:v1.8.1
              args:
              - /nginx-ingress-controller
              - --configmap=$(POD_NAMESPACE)/controller
              ports:
              - name: http
                containerPort: 8443
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                runAsNonRoot: true
                runAsUser: 20001
                runAsGroup: 20001
                capabilities:
                  drop:
                  - ALL
                seccompProfile:
                  type: RuntimeDefault
              resources:
                requests:
                  cpu: 200m
                  memory: 256Mi
                  ephemeral-storage: 64Mi
                limits:
                  cpu: "1"
                  memory: 512Mi
                  ephemeral-storage: 128Mi
              livenessProbe:
                httpGet:
                  path: /live
                  port: http
              readinessProbe:
                httpGet:
                  path: /ready
                  port: http
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: controller
        namespace: ingress-nginx
      spec:
        maxUnavailable: 1
        selector:
          matchLabels:
            app: controller
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: controller
        namespace: ingress-nginx
      spec:
        type: LoadBalancer
        selector:
          app: controller
        ports:
        - name: http
          port: 443
          targetPort: http
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: controller
        namespace: ingress-nginx
      data:
        allow-snippet-annotations: "true"
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: storefront
        namespace: shop
      spec:
        selector:
          app: storefront
        ports:
        - name: http
          port: 80
          targetPort: http
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: search
        namespace: shop
      spec:
        selector:
          app: serach
        ports:
        - name: http
          port: 80
          targetPort: http
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: storefront
        namespace: shop
        annotations:
          nginx.ingress.kubernetes.io/configuration-snippet: "more_set_headers 'X-Stage: 1';"
      spec:
        ingressClassName: nginx
        tls:
        - hosts:
          - shop.stg.example
          secretName: storefront-tls
        rules:
        - host: shop.stg.example
          http:
            paths:
            - path: /
              pathType: Prefix
              backend:
                service:
                  name: storefront
                  port:
                    name: http
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: search
        namespace: shop
      spec:
        ingressClassName: nginx
        tls:
        - hosts:
          - shop.stg.example
          secretName: search-tls
        rules:
        - host: shop.stg.example
          http:
            paths:
            - path: /
              pathType: Prefix
              backend:
                service:
                  name: storefront
                  port:
                    name: http
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: runner
        namespace: ci
      spec:
        podSelector:
          matchLabels:
            app: runners
        policyTypes:
        - Ingress
      """# + "\n"),
    File(cluster: "stg-weu", name: "shop.yaml", text: #"""
      # Part of the demo fleet: made up, to be looked at.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: shop
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: storefront
        namespace: shop
        labels:
          app: storefront
      spec:
        replicas: 1
        selector:
          matchLabels:
            app: storefront
        template:
          metadata:
            labels:
              app: storefront
          spec:
            priorityClassName: business
            containers:
            - name: storefront
              image: registry.example/shop/storefront:1.4.2
              ports:
              - name: http
                containerPort: 8080
              resources:
                requests:
                  cpu: 100m
                  memory: 64Mi
                  ephemeral-storage: 100Mi
                limits:
                  cpu: 200m
                  memory: 128Mi
                  ephemeral-storage: 200Mi
              livenessProbe:
                httpGet:
                  path: /alive
                  port: 8080
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8080
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: storefront
        namespace: shop
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: search
        namespace: shop
        labels:
          app: search
      spec:
        replicas: 1
        selector:
          matchLabels:
            app: search
        template:
          metadata:
            labels:
              app: search
          spec:
            serviceAccountName: search
            automountServiceAccountToken: false
            hostUsers: false
            priorityClassName: business
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: ScheduleAnyway
              labelSelector:
                matchLabels:
                  app: search
            containers:
            - name: search
              image: registry.example/shop/search:1.4.2
              ports:
              - name: http
                containerPort: 8080
              securityContext:
                allowPrivilegeEscalation: false
                capabilities:
                  add:
                  - SYS_ADMIN
                readOnlyRootFilesystem: true
                runAsGroup: 20001
                seccompProfile:
                  type: RuntimeDefault
              resources:
                requests:
                  cpu: 100m
                  memory: 64Mi
                  ephemeral-storage: 100Mi
                limits:
                  cpu: 200m
                  memory: 128Mi
                  ephemeral-storage: 200Mi
              livenessProbe:
                httpGet:
                  path: /alive
                  port: 8080
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8080
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: search
        namespace: shop
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: debug-proxy
        namespace: shop
        labels:
          app: debug-proxy
      spec:
        replicas: 1
        selector:
          matchLabels:
            app: debug-proxy
        template:
          metadata:
            labels:
              app: debug-proxy
          spec:
            serviceAccountName: debug-proxy
            automountServiceAccountToken: false
            priorityClassName: business
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: ScheduleAnyway
              labelSelector:
                matchLabels:
                  app: debug-proxy
            containers:
            - name: debug-proxy
              image: registry.example/shop/debug-proxy:1.4.2
              ports:
              - containerPort: 8080
                hostPort: 8080
              securityContext:
                allowPrivilegeEscalation: false
                capabilities:
                  drop:
                  - ALL
                readOnlyRootFilesystem: true
                runAsNonRoot: true
                runAsUser: 20001
                runAsGroup: 20001
                seccompProfile:
                  type: RuntimeDefault
              resources:
                requests:
                  cpu: 100m
                  memory: 64Mi
                  ephemeral-storage: 100Mi
                limits:
                  cpu: 200m
                  memory: 128Mi
                  ephemeral-storage: 200Mi
              livenessProbe:
                httpGet:
                  path: /alive
                  port: 8080
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8080
            hostNetwork: true
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: debug-proxy
        namespace: shop
      """# + "\n"),
  ]
}
